import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { setQuery } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { dayKey } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { beginOfDay } from './day-bounds.ts';

const presets = [1, 7, 30, 90] as const;

/**
 * Asks for a span of days: a usual one by one click, or from and until.
 * @event hub-filter-set - the address has it
 */
@customElement('hub-range-form')
export class HubRangeForm extends HubElement {
  @property() what: 'created' | 'lastMessage' = 'created';
  /** The moments of now, as the address has them. */
  @property({ attribute: false }) since: string | undefined;
  @property({ attribute: false }) until: string | undefined;
  @state() private isWrong = false;
  @query('[name=from]') private fromField!: HTMLInputElement;
  @query('[name=to]') private toField!: HTMLInputElement;

  /** Puts the focus into its first control. */
  override focus(): void {
    this.querySelector('button')?.focus();
  }

  protected override render() {
    const to = this.until === undefined ? '' : dayKey(new Date(new Date(this.until).getTime() - 1));
    return html`<div class="presets">
        ${presets.map(
          (days) =>
            html`<button type="button" class="button small" @click=${() => this.#preset(days)}>${t(`contacts:preset.${days}`)}</button>`,
        )}
      </div>
      <form class="stack" @submit=${this.#apply}>
        <div class="days">
          <div class="field">
            <label for="range-from">${t('contacts:rangeFrom')}</label>
            <input id="range-from" class="input" type="date" name="from" .value=${this.since === undefined ? '' : dayKey(this.since)} />
          </div>
          <div class="field">
            <label for="range-to">${t('contacts:rangeTo')}</label>
            <input
              id="range-to"
              class="input"
              type="date"
              name="to"
              .value=${to}
              aria-invalid=${this.isWrong ? 'true' : nothing}
              aria-describedby=${this.isWrong ? 'range-wrong' : nothing}
            />
          </div>
        </div>
        ${this.isWrong ? html`<p id="range-wrong" class="error" role="alert">${t('contacts:rangeWrong')}</p>` : nothing}
        <button class="button primary small">${t('contacts:apply')}</button>
      </form>`;
  }

  #preset(days: number): void {
    const today = dayKey(new Date());
    this.#set(beginOfDay(today, 1 - days), null);
  }

  #apply = (event: SubmitEvent): void => {
    event.preventDefault();
    const [from, to] = [this.fromField.value, this.toField.value];
    this.isWrong = from !== '' && to !== '' && to < from;
    if (!this.isWrong) this.#set(from === '' ? null : beginOfDay(from), to === '' ? null : beginOfDay(to, 1));
  };

  #set(after: string | null, before: string | null): void {
    setQuery({ [`${this.what}After`]: after, [`${this.what}Before`]: before });
    this.dispatchEvent(new Event('hub-filter-set', { bubbles: true }));
  }
}
