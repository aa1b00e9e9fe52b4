import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ContactFilters } from '../../../../../hub/api/customers/contact-filters.ts';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { t } from '../../../../words/words.ts';
import { setFieldFilter } from './chips.ts';

const inputTypes = { text: 'text', url: 'text', number: 'number', date: 'date' } as const;

/**
 * Asks for the exact value of a custom field that is typed: a text, number, date or link.
 * @event hub-filter-set - the address has it
 */
@customElement('hub-value-form')
export class HubValueForm extends HubElement {
  @property({ attribute: false }) field!: CustomFieldView;
  @property({ attribute: false }) filters: ContactFilters = {};
  @query('input') private input!: HTMLInputElement;

  /** Puts the cursor into it. */
  override focus(): void {
    this.input.focus();
  }

  protected override render() {
    const { type, key } = this.field;
    return html`<form class="stack" @submit=${this.#apply}>
      <div class="field">
        <label for="filter-value">${t('contacts:equals')}</label>
        <input
          id="filter-value"
          class="input"
          required
          step="any"
          maxlength="2000"
          autocomplete="off"
          type=${type === 'boolean' || type === 'choice' ? 'text' : inputTypes[type]}
          .value=${String(this.filters.fields?.[key] ?? '')}
        />
      </div>
      <button class="button primary small">${t('contacts:apply')}</button>
    </form>`;
  }

  #apply = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = this.input.value.trim();
    const value = this.field.type === 'number' ? Number(text) : text;
    if (text === '' || Number.isNaN(value)) return;
    setFieldFilter(this.filters, this.field.key, value);
    this.dispatchEvent(new Event('hub-filter-set', { bubbles: true }));
  };
}
