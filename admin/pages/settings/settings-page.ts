import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Commands } from '../../app/commands/commands.ts';
import { fuzzyScore } from '../../app/commands/fuzzy.ts';
import { wordsOf } from '../../app/feedback/error-words.ts';
import { href, navigate } from '../../app/routing/route.ts';
import '../../components/empty.ts';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import '../../components/skeleton.ts';
import { may } from '../../data/session.ts';
import { t } from '../../words/words.ts';
import { sectionGroups, type Section } from './sections.ts';
import { ArrowLeft } from 'lucide';
import './settings-page.css';

const loaded = new WeakSet<Section>();

/** The settings: their list, found by words too, and the section that is open. On a narrow screen the list comes first. */
@customElement('hub-settings-page')
export class HubSettingsPage extends HubElement {
  @property({ attribute: false }) section: string | null = null;
  @property({ attribute: false }) itemId: string | null = null;
  @state() private typed = '';
  @state() private readyFor: Section | null = null;
  @state() private failure: unknown = null;

  constructor() {
    super();
    new Commands(this, () =>
      this.#shown().map(({ name, title, words }) => ({
        id: `settings.${name}`,
        title: t(title),
        words: t(words),
        group: t('settings:title'),
        run: () => navigate(`/settings/${name}`),
      })),
    );
  }

  protected override willUpdate(changed: PropertyValues): void {
    const open = this.#open();
    if (!changed.has('section') || !open || this.readyFor === open) return;
    this.failure = null;
    if (loaded.has(open)) this.readyFor = open;
    else void this.#load(open);
  }

  protected override render() {
    const open = this.#open();
    return html`<div class="settings ${this.section ? 'has-section' : ''}">
      <nav class="sections scroll" aria-label=${t('settings:title')}>
        <h1>${t('settings:title')}</h1>
        <input
          class="input"
          type="search"
          aria-label=${t('settings:search')}
          placeholder=${t('settings:search')}
          .value=${this.typed}
          @input=${(event: InputEvent) => {
            if (event.currentTarget instanceof HTMLInputElement) this.typed = event.currentTarget.value;
          }}
        />
        ${this.#renderGroups(open)}
      </nav>
      <section class="section scroll" tabindex="-1">
        ${this.section ? html`<a class="button plain small back" href=${href('/settings')}>${icon(ArrowLeft)} ${t('settings:title')}</a>` : nothing}
        ${this.#renderOpen(open)}
      </section>
    </div>`;
  }

  #renderGroups(open: Section | null): TemplateResult | TemplateResult[] {
    const shown = this.#found();
    if (shown.length === 0) return html`<p class="quiet none">${t('common:nothingFound')}</p>`;
    return sectionGroups.map(({ title, sections }) => {
      const here = sections.filter((section) => shown.includes(section));
      if (here.length === 0) return html``;
      return html`<h2>${t(title)}</h2>
        <ul>
          ${here.map(
            (section) =>
              html`<li>
                <a href=${href(`/settings/${section.name}`)} aria-current=${section === open ? 'page' : 'false'}
                  >${icon(section.picture)} ${t(section.title)}</a
                >
              </li>`,
          )}
        </ul>`;
    });
  }

  #renderOpen(open: Section | null): TemplateResult {
    if (!open) {
      if (this.section)
        return html`<hub-empty drawing="missing" heading=${t('shell:notFound')} text=${t('shell:notFoundHint')}></hub-empty>`;
      return html`<hub-empty drawing="blank" heading=${t('settings:choose')} text=${t('settings:chooseHint')}></hub-empty>`;
    }
    if (open.needs && !may(open.needs))
      return html`<hub-empty drawing="locked" heading=${t('shell:mayNot')} text=${t('shell:mayNotHint')}></hub-empty>`;
    if (this.failure) {
      return html`<hub-empty
        drawing="broken"
        heading=${t('shell:screenFailed')}
        text=${wordsOf(this.failure)}
        action=${t('common:retry')}
        @hub-empty-action=${() => this.#load(open)}
      ></hub-empty>`;
    }
    return this.readyFor === open ? open.render(this.itemId) : html`<hub-skeleton shape="form" rows="6"></hub-skeleton>`;
  }

  #shown(): Section[] {
    return sectionGroups.flatMap(({ sections }) => sections).filter(({ needs }) => !needs || may(needs));
  }

  #found(): Section[] {
    const typed = this.typed.trim();
    return this.#shown().filter(
      ({ title, words }) => typed === '' || fuzzyScore(t(title), typed) > 0 || t(words).toLowerCase().includes(typed.toLowerCase()),
    );
  }

  #open(): Section | null {
    return sectionGroups.flatMap(({ sections }) => sections).find(({ name }) => name === this.section) ?? null;
  }

  async #load(section: Section): Promise<void> {
    this.failure = null;
    try {
      await section.load();
      loaded.add(section);
      this.readyFor = section;
    } catch (error) {
      this.failure = error;
    }
  }
}
