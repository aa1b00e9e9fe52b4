import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Commands } from '../../../app/commands/commands.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { t } from '../../../words/words.ts';
import './save-bar.css';

/**
 * Stays in sight while something is not saved: how much, Discard and Save (also by Ctrl/Cmd+S). With `create` it is there from the start.
 * @event hub-save - save it
 * @event hub-discard - forget it
 */
@customElement('hub-save-bar')
export class HubSaveBar extends HubElement {
  @property({ type: Number }) count = 0;
  @property({ type: Boolean, attribute: 'is-saving' }) isSaving = false;
  /** What could not be saved, in words. */
  @property() failure = '';
  /** The words of the button for something new; empty: it exists already. */
  @property() create = '';

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'settings.save',
        title: t('common:save'),
        group: t('settings:title'),
        keys: '$mod+KeyS',
        inFields: true,
        isEnabled: () => this.#isShown(),
        run: () => this.#tell('hub-save'),
      },
    ]);
  }

  protected override render() {
    if (!this.#isShown()) return html`<span class="sr-only" role="status"></span>`;
    return html`<div class="bar">
      ${
        this.failure
          ? html`<span class="error" role="alert">${this.failure}</span>`
          : html`<span role="status">${this.count > 0 ? t('team:unsaved', { count: this.count }) : ''}</span>`
      }
      <span class="spacer"></span>
      ${
        this.count > 0
          ? html`<button type="button" class="button" ?disabled=${this.isSaving} @click=${() => this.#tell('hub-discard')}>
              ${t('common:discard')}
            </button>`
          : nothing
      }
      <button type="button" class="button primary" ?disabled=${this.isSaving} @click=${() => this.#tell('hub-save')}>
        ${this.create || t('common:save')}
      </button>
    </div>`;
  }

  #isShown(): boolean {
    return this.count > 0 || this.create !== '';
  }

  #tell(type: 'hub-save' | 'hub-discard'): void {
    if (!this.isSaving) this.dispatchEvent(new Event(type));
  }
}
