import { Plus, X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ScheduleView } from '../../../../../hub/api/team/schedules.ts';
import { live } from 'lit/directives/live.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { language, t } from '../../../../words/words.ts';
import { addHoursButton, hoursList } from './hours-fields.ts';

type Holidays = ScheduleView['holidays'];
type Holiday = Holidays[number];

/** Dates that are not as their day of the week: closed, or with hours of their own. */
@customElement('hub-holidays-field')
export class HubHolidaysField extends HubElement {
  @property({ attribute: false }) holidays: Holidays = [];
  @property({ type: Boolean, attribute: 'is-disabled' }) isDisabled = false;
  @property({ attribute: false }) onChange: (holidays: Holidays) => void = () => undefined;
  @state() private date = '';
  @state() private problem = '';

  protected override render() {
    const sorted = this.holidays.toSorted((a, b) => a.date.localeCompare(b.date));
    return html`<fieldset class="field holidays">
      <legend>${t('widget:holidays')}</legend>
      <span class="hint">${t('widget:holidaysHint')}</span>
      ${
        sorted.length > 0
          ? html`<ul>
              ${sorted.map((holiday) => this.#renderHoliday(holiday))}
            </ul>`
          : nothing
      }
      ${
        this.isDisabled
          ? nothing
          : html`<div class="row">
              <input
                class="input short"
                type="date"
                aria-label=${t('widget:holidayDate')}
                aria-invalid=${this.problem ? 'true' : nothing}
                .value=${this.date}
                @input=${(event: InputEvent) => {
                  if (event.currentTarget instanceof HTMLInputElement) this.date = event.currentTarget.value;
                  this.problem = '';
                }}
              />
              <button type="button" class="button" @click=${this.#add}>${icon(Plus)} ${t('widget:holidayAdd')}</button>
            </div>`
      }
      ${this.problem ? html`<span class="error" role="alert">${this.problem}</span>` : nothing}
    </fieldset>`;
  }

  #renderHoliday(holiday: Holiday): TemplateResult {
    const { date, name, isYearly, intervals: hours } = holiday;
    const change = (changes: Partial<Holiday>): void =>
      this.onChange(this.holidays.map((each) => (each.date === date ? { ...each, ...changes } : each)));
    const words = dateWords(date, isYearly);
    const open = { hours, name: words, onChange: (intervals: Holiday['intervals']) => change({ intervals }) };
    return html`<li>
      <span class="date">${words}</span>
      <input
        class="input"
        aria-label=${t('widget:holidayName', { date: words })}
        placeholder=${t('widget:holidayNamePlaceholder')}
        maxlength="100"
        autocomplete="off"
        ?disabled=${this.isDisabled}
        .value=${live(name)}
        @input=${(event: InputEvent) => {
          if (event.currentTarget instanceof HTMLInputElement) change({ name: event.currentTarget.value });
        }}
      />
      <label class="check"
        ><input
          type="checkbox"
          .checked=${live(isYearly)}
          ?disabled=${this.isDisabled}
          aria-label=${t('widget:holidayYearlyOf', { date: words })}
          @change=${() => change({ isYearly: !isYearly })}
        /><span>${t('widget:holidayYearly')}</span></label
      >
      <span class="intervals">
        ${hoursList({ ...open, isDisabled: this.isDisabled }, html`<span class="chip">${t('widget:closed')}</span>`)}
      </span>
      ${
        this.isDisabled
          ? nothing
          : html`<span class="tools">
              ${addHoursButton(open)}
              <button
                type="button"
                class="icon-button"
                aria-label=${t('widget:removeItem', { item: words })}
                title=${t('common:remove')}
                @click=${() => this.onChange(this.holidays.filter((each) => each.date !== date))}
              >
                ${icon(X, 15)}
              </button>
            </span>`
      }
    </li>`;
  }

  #add = (): void => {
    if (this.date === '') this.problem = t('widget:holidayEmpty');
    else if (this.holidays.some(({ date }) => date === this.date)) this.problem = t('widget:holidayTaken');
    else {
      this.onChange([...this.holidays, { date: this.date, name: '', isYearly: false, intervals: [] }]);
      this.date = '';
    }
  };
}

/** One that comes every year is of no year. */
function dateWords(date: string, isYearly: boolean): string {
  const day = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  const style: Intl.DateTimeFormatOptions = isYearly ? day : { ...day, weekday: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(language.value, style).format(new Date(`${date}T00:00:00Z`));
}
