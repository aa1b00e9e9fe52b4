import { ArrowDown, ArrowUp, GripVertical, Plus, X } from 'lucide';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import type { LeadField } from '../../../../../hub/api/widget/settings.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { openPicker } from '../../../../components/picker.ts';
import { language, t } from '../../../../words/words.ts';
import { spokenField } from '../look/spoken-field.ts';
import type { WidgetForm } from '../widget-form.ts';

const most = 10;
const own = { name: 'fieldName', email: 'fieldEmail', phone: 'fieldPhone' } as const;

/** The fields of the lead form: put in, taken out, moved by dragging or by their buttons, each with its label and whether it must be filled in. */
@customElement('hub-lead-fields')
export class HubLeadFields extends HubElement {
  @property({ attribute: false }) fields: readonly LeadField[] = [];
  @property({ attribute: false }) customFields: readonly CustomFieldView[] = [];
  @property({ attribute: false }) words!: WidgetForm['words'];
  @property({ attribute: false }) error = '';
  @property({ type: Boolean, attribute: 'is-disabled' }) isDisabled = false;
  @property({ attribute: false }) onChange: (fields: LeadField[]) => void = () => undefined;
  /** The key of the field that is being dragged. */
  @state() private dragged: string | null = null;
  /** What the last move came to, read out. */
  @state() private said = '';
  /** The field whose button was pressed: moving it takes the focus away. */
  #moved: { key: string; by: 1 | -1 } | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    const moved = this.#moved;
    if (!moved || !changed.has('fields')) return;
    this.#moved = null;
    const row = [...this.querySelectorAll('li')][this.fields.findIndex(({ key }) => key === moved.key)];
    const [up, down] = row?.querySelectorAll<HTMLButtonElement>('.tools button') ?? [];
    // At its end a button can do no more; the way back is at hand.
    const [same, other] = moved.by < 0 ? [up, down] : [down, up];
    (same?.disabled ? other : same)?.focus();
  }

  protected override render() {
    const left = this.#left();
    return html`<fieldset class="field lead-fields">
      <legend>${t('widget:leadFields')}</legend>
      ${
        this.fields.length === 0
          ? html`<p class="quiet nothing-yet">${t('widget:leadFieldsNone')}</p>`
          : html`<ul>
              ${repeat(
                this.fields,
                ({ key }) => key,
                (field, place) => this.#renderField(field, place),
              )}
            </ul>`
      }
      ${
        this.isDisabled || left.length === 0 || this.fields.length >= most
          ? nothing
          : html`<div>
              <button type="button" class="button" aria-haspopup="listbox" aria-expanded="false" @click=${this.#choose}>
                ${icon(Plus)} ${t('widget:leadFieldAdd')}
              </button>
            </div>`
      }
      ${this.error ? html`<span class="error" role="alert">${this.error}</span>` : nothing}
      <span class="sr-only" role="status">${this.said}</span>
    </fieldset>`;
  }

  #renderField(field: LeadField, place: number): TemplateResult {
    const { key, label, isRequired } = field;
    const name = this.#nameOf(key, language.value);
    const change = (changes: Partial<LeadField>): void => this.onChange(this.fields.with(place, { ...field, ...changes }));
    return html`<li
      class=${this.dragged === key ? 'is-dragged' : ''}
      @dragover=${(event: DragEvent) => this.#dragOver(event, place)}
      @drop=${(event: DragEvent) => event.preventDefault()}
    >
      <div class="row lead-head">
        ${
          this.isDisabled
            ? nothing
            : html`<span
                class="grip"
                draggable="true"
                title=${t('widget:drag')}
                aria-hidden="true"
                @dragstart=${(event: DragEvent) => this.#startDrag(event, key)}
                @dragend=${() => this.#endDrag(name)}
                >${icon(GripVertical, 15)}</span
              >`
        }
        <b class="ellipsis">${name}</b>
        ${key.startsWith('field:') ? html`<code class="quiet ellipsis">${key.slice('field:'.length)}</code>` : nothing}
        <span class="spacer"></span>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${isRequired}
            ?disabled=${this.isDisabled}
            aria-label=${t('widget:leadRequiredOf', { name })}
            @change=${() => change({ isRequired: !isRequired })}
          /><span>${t('widget:leadRequired')}</span></label
        >
        ${
          this.isDisabled
            ? nothing
            : html`<span class="tools"
                >${this.#tool(ArrowUp, t('contacts:moveUp', { name }), () => this.#press(key, place, -1), place === 0)}${this.#tool(
                  ArrowDown,
                  t('contacts:moveDown', { name }),
                  () => this.#press(key, place, 1),
                  place === this.fields.length - 1,
                )}${this.#tool(X, t('widget:removeItem', { item: name }), () => this.onChange(this.fields.toSpliced(place, 1)))}</span
              >`
        }
      </div>
      ${spokenField({
        id: `lead-${place}`,
        label: t('widget:leadLabelOf', { name }),
        value: label,
        placeholders: { en: this.#nameOf(key, 'en'), ru: this.#nameOf(key, 'ru') },
        isDisabled: this.isDisabled,
        onInput: (value) => change({ label: value }),
      })}
    </li>`;
  }

  #tool(picture: typeof Plus, words: string, run: () => void, isDisabled = false): TemplateResult {
    return html`<button type="button" class="icon-button" aria-label=${words} title=${words} ?disabled=${isDisabled} @click=${run}>
      ${icon(picture, 15)}
    </button>`;
  }

  /** What is asked where no label is given: the workspace's own fields have one name for all languages. */
  #nameOf(key: string, of: 'en' | 'ru'): string {
    if (key === 'name' || key === 'email' || key === 'phone') return this.words[of][own[key]] ?? key;
    const field = this.customFields.find((each) => `field:${each.key}` === key);
    return field?.name ?? t('widget:leadFieldGone', { key: key.slice('field:'.length) });
  }

  #left(): LeadField['key'][] {
    const all: LeadField['key'][] = ['name', 'email', 'phone', ...this.customFields.map(({ key }) => `field:${key}`)];
    return all.filter((key) => !this.fields.some((field) => field.key === key));
  }

  #choose = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const choices = this.#left().map((value) => ({ value, label: this.#nameOf(value, language.value) }));
    openPicker(event.currentTarget, { label: t('widget:leadFieldAdd'), chosen: [], choices }, ({ value }) => {
      const name = this.#nameOf(value, language.value);
      this.onChange([...this.fields, { key: value, label: null, isRequired: false }]);
      this.said = t('widget:itemAdded', { item: name });
    });
  };

  #press(key: string, place: number, by: 1 | -1): void {
    this.#moved = { key, by };
    this.#move(place, place + by);
  }

  #move(from: number, to: number): void {
    const field = this.fields[from];
    if (!field || to < 0 || to >= this.fields.length) return;
    this.onChange(this.fields.toSpliced(from, 1).toSpliced(to, 0, field));
    this.said = t('contacts:fieldMoved', { name: this.#nameOf(field.key, language.value), place: to + 1 });
  }

  #startDrag(event: DragEvent, key: string): void {
    const row = event.currentTarget instanceof HTMLElement ? event.currentTarget.closest('li') : null;
    event.dataTransfer?.setData('text/plain', key);
    if (row) event.dataTransfer?.setDragImage(row, 12, 16);
    this.dragged = key;
  }

  #dragOver(event: DragEvent, place: number): void {
    const from = this.fields.findIndex(({ key }) => key === this.dragged);
    if (from === -1) return;
    event.preventDefault();
    if (from !== place && isPastMiddle(event, from < place)) this.#move(from, place);
  }

  #endDrag(name: string): void {
    const place = this.fields.findIndex(({ key }) => key === this.dragged);
    this.dragged = null;
    this.said = t('contacts:fieldMoved', { name, place: place + 1 });
  }
}

/** Rows of unlike height would change places without end otherwise. */
function isPastMiddle({ clientY, currentTarget }: DragEvent, isDown: boolean): boolean {
  if (!(currentTarget instanceof HTMLElement)) return false;
  const { top, height } = currentTarget.getBoundingClientRect();
  return isDown ? clientY > top + height / 2 : clientY < top + height / 2;
}
