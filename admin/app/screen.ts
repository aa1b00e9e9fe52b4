import { html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { HubElement } from '../components/hub-element.ts';
import '../components/empty.ts';
import '../components/skeleton.ts';
import { onceBack } from '../data/connection-state.ts';
import { may, session } from '../data/session.ts';
import { t } from '../words/words.ts';
import { wordsOf } from './feedback/error-words.ts';
import type { Screen } from './routing/routes.ts';

const loaded = new WeakSet<Screen>();

/** The screen of the place: loads its code, says when there is none, or when the agent may not see it, and survives its crash. */
@customElement('hub-screen')
export class HubScreen extends HubElement {
  @property({ attribute: false }) found: { screen: Screen; params: Record<string, string> } | null = null;
  @state() private failure: unknown = null;
  @state() private readyFor: Screen | null = null;

  #titled: Screen | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    const screen = this.found?.screen;
    if (!changed.has('found') || !screen || this.readyFor === screen) return;
    this.failure = null;
    if (loaded.has(screen)) this.readyFor = screen;
    else void this.#load(screen);
  }

  protected override render() {
    if (!this.found)
      return html`<h1 class="sr-only">${t('shell:notFound')}</h1>
        <hub-empty
          drawing="missing"
          heading=${t('shell:notFound')}
          text=${t('shell:notFoundHint')}
          action=${t('shell:toInbox')}
          to="/inbox/mine"
        ></hub-empty>`;
    const { screen, params } = this.found;
    // The words of the screens before the login come with them.
    if (screen.area !== null || this.readyFor === screen) {
      // A screen puts a number before its title by itself: drawn again, it stays.
      const count = this.#titled === screen ? (/^\(\d+\) /.exec(document.title)?.[0] ?? '') : '';
      document.title = `${count}${t(screen.title)} · ${session.value?.workspace.name ?? 'Hubbub'}`;
      this.#titled = screen;
    }
    if (screen.needs && !may(screen.needs))
      return html`<h1 class="sr-only">${t(screen.title)}</h1>
        <hub-empty drawing="locked" heading=${t('shell:mayNot')} text=${t('shell:mayNotHint')}></hub-empty>`;
    if (this.failure) {
      return html`<hub-empty
        drawing="broken"
        heading=${t('shell:screenFailed')}
        text=${wordsOf(this.failure)}
        action=${t('common:retry')}
        @hub-empty-action=${() => this.#load(screen)}
      ></hub-empty>`;
    }
    return this.readyFor === screen ? screen.render(params) : html`<hub-skeleton rows="8"></hub-skeleton>`;
  }

  async #load(screen: Screen): Promise<void> {
    this.failure = null;
    try {
      await screen.load();
      loaded.add(screen);
      // Another may have been gone to meanwhile, and have been quicker.
      if (this.found?.screen === screen) this.readyFor = screen;
    } catch (error) {
      if (this.found?.screen !== screen) return;
      this.failure = error;
      onceBack(() => {
        if (this.failure === error && this.found?.screen === screen) void this.#load(screen);
      });
    }
  }
}
