import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../../../../hub/api/client.ts';
import {
  createCustomField,
  fieldKey,
  fieldType,
  updateCustomField,
  type CustomFieldView,
  type FieldType,
} from '../../../../hub/api/customers/custom-fields.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { formField } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { t } from '../../../words/words.ts';
import { keyOfName } from './key-of-name.ts';

/** The dialog of `showField`. */
@customElement('hub-field-dialog')
export class HubFieldDialog extends HubElement {
  /** The field to change; null: a new one. */
  @property({ attribute: false }) field: CustomFieldView | null = null;
  @state() private name = '';
  @state() private key: string | null = null;
  @state() private type: FieldType = 'text';
  @state() private choices = '';
  @state() private isShownInInbox = true;
  @state() private wrong: Partial<Record<'name' | 'key' | 'choices', string>> = {};
  @state() private failure: unknown = null;
  @state() private isSaving = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.field) return;
    this.name = this.field.name;
    this.type = this.field.type;
    this.choices = this.field.choices.join('\n');
    this.isShownInInbox = this.field.isShownInInbox;
  }

  protected override render() {
    const { field } = this;
    return html`<wa-dialog label=${field ? t('contacts:editFieldTitle') : t('contacts:newField')} open>
      <form id="field-form" class="stack" novalidate @submit=${this.#save}>
        ${formField({
          id: 'field-name',
          label: t('contacts:fieldName'),
          name: 'name',
          value: this.name,
          isRequired: true,
          isFocused: true,
          autocomplete: 'off',
          error: this.wrong.name,
          onInput: (text) => {
            this.name = text;
          },
        })}
        ${field ? nothing : this.#renderFixed()} ${this.type === 'choice' ? this.#renderChoices() : nothing}
        <label class="check"
          ><input
            type="checkbox"
            .checked=${this.isShownInInbox}
            @change=${() => {
              this.isShownInInbox = !this.isShownInInbox;
            }}
          /><span>${t('contacts:fieldInInbox')}<br /><span class="hint">${t('contacts:fieldInInboxHint')}</span></span></label
        >
        ${this.failure ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="field-form" ?disabled=${this.isSaving}>
        ${field ? t('common:save') : t('contacts:fieldCreate')}
      </button>
    </wa-dialog>`;
  }

  #renderFixed() {
    return html`${formField({
        id: 'field-key',
        label: t('contacts:fieldKey'),
        name: 'key',
        value: this.key ?? keyOfName(this.name),
        autocomplete: 'off',
        hint: t('contacts:fieldKeyHint'),
        error: this.wrong.key,
        onInput: (text) => {
          this.key = text.trim() === '' ? null : text.trim();
        },
      })}
      <div class="field">
        <label for="field-type">${t('contacts:fieldType')}</label>
        <select
          id="field-type"
          class="input"
          aria-describedby="field-type-hint"
          @change=${(event: Event) => {
            if (event.currentTarget instanceof HTMLSelectElement) this.type = fieldType.parse(event.currentTarget.value);
          }}
        >
          ${fieldType.options.map(
            (each) => html`<option value=${each} ?selected=${each === this.type}>${t(`contacts:fieldType.${each}`)}</option>`,
          )}
        </select>
        <span id="field-type-hint" class="hint">${t('contacts:fieldTypeHint')}</span>
      </div>`;
  }

  #renderChoices() {
    const kept = this.#choices();
    const isGone = this.field?.choices.some((choice) => !kept.includes(choice)) ?? false;
    return html`<div class="field">
      <label for="field-choices">${t('contacts:fieldChoices')}</label>
      <textarea
        id="field-choices"
        class="input"
        rows="5"
        .value=${this.choices}
        aria-invalid=${this.wrong.choices ? 'true' : nothing}
        aria-describedby="field-choices-said"
        @input=${(event: Event) => {
          if (event.currentTarget instanceof HTMLTextAreaElement) this.choices = event.currentTarget.value;
        }}
      ></textarea>
      <span id="field-choices-said" class=${this.wrong.choices ? 'error' : 'hint'}
        >${this.wrong.choices ?? (isGone ? t('contacts:fieldChoicesGone') : '')}</span
      >
    </div>`;
  }

  #choices(): string[] {
    return this.choices
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  #findWrong(key: string): typeof this.wrong {
    const choices = this.#choices();
    const areRight =
      choices.length > 0 &&
      choices.length <= 200 &&
      new Set(choices).size === choices.length &&
      choices.every((choice) => choice.length <= 100);
    return {
      ...(this.name.trim() === '' && { name: t('common:required') }),
      ...(!this.field && !fieldKey.safeParse(key).success && { key: t('contacts:fieldKeyWrong') }),
      ...(this.type === 'choice' && !areRight && { choices: t('contacts:fieldChoicesWrong') }),
    };
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const key = this.key ?? keyOfName(this.name);
    this.wrong = this.#findWrong(key);
    if (Object.keys(this.wrong).length > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    this.isSaving = true;
    this.failure = null;
    try {
      this.dispatchEvent(new DialogDone(await this.#send(key)));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'contact-field.key-taken') this.wrong = { key: wordsOf(error) };
      else this.failure = error;
    } finally {
      this.isSaving = false;
    }
  };

  #send(key: string): Promise<CustomFieldView> {
    const { field, type, isShownInInbox } = this;
    const common = { name: this.name, isShownInInbox, ...(type === 'choice' && { choices: this.#choices() }) };
    return field
      ? api.call(updateCustomField, { params: { customFieldId: field.id }, body: common })
      : api.call(createCustomField, { body: { key, type, ...common } });
  }
}
