import { Copy } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { openPicker } from '../../../../components/picker.ts';
import { language, t } from '../../../../words/words.ts';
import { days, hoursOf, nextHours, placeOf, problemOf, withCopies, withHours, type Hours, type Week } from './week.ts';
import { addHoursButton, hoursList } from './hours-fields.ts';

/** In one day. */
const mostHours = 8;

/** A week with its open hours: a bar of each day, its intervals below each other, a day copied onto others. */
@customElement('hub-week-editor')
export class HubWeekEditor extends HubElement {
  @property({ attribute: false }) week: Week = [];
  @property({ type: Boolean, attribute: 'is-disabled' }) isDisabled = false;
  @property({ attribute: false }) onChange: (week: Week) => void = () => undefined;
  /** What the last copy came to, read out. */
  @state() private said = '';

  protected override render() {
    return html`<fieldset class="field week">
      <legend>${t('widget:week')}</legend>
      <div class="week-scale" aria-hidden="true">
        ${[0, 6, 12, 18, 24].map((hour) => html`<span>${String(hour).padStart(2, '0')}</span>`)}
      </div>
      ${days.map((day) => this.#renderDay(day))}
      <span class="sr-only" role="status">${this.said}</span>
    </fieldset>`;
  }

  #renderDay(day: number): TemplateResult {
    const hours = hoursOf(this.week, day);
    const problem = problemOf(hours);
    const name = dayName(day, 'long');
    const set = (next: readonly Hours[]): void => this.onChange(withHours(this.week, day, next));
    const open = { hours, name, onChange: set };
    return html`<div class="day" role="group" aria-label=${name}>
      <label class="check"
        ><input
          type="checkbox"
          .checked=${hours.length > 0}
          ?disabled=${this.isDisabled}
          aria-label=${t('widget:dayOpen', { day: name })}
          @change=${() => set(hours.length > 0 ? [] : [nextHours([]) ?? { from: '09:00', to: '18:00' }])}
        /><span>${dayName(day, 'short')}</span></label
      >
      <div class="bar" aria-hidden="true">
        ${hours.map((each) => {
          const { start, width } = placeOf(each);
          return html`<span style="inset-inline-start:${start}%;width:${width}%" class=${problem ? 'is-wrong' : ''}></span>`;
        })}
      </div>
      <div class="intervals">
        ${hoursList({ ...open, isDisabled: this.isDisabled }, html`<span class="quiet">${t('widget:closed')}</span>`)}
      </div>
      ${this.isDisabled ? nothing : this.#renderTools(day, open)}
    </div>`;
  }

  #renderTools(day: number, open: Parameters<typeof addHoursButton>[0]): TemplateResult {
    const { name } = open;
    return html`<span class="tools">
      ${addHoursButton(open, mostHours)}
      <button
        type="button"
        class="icon-button"
        aria-label=${t('widget:hoursCopy', { day: name })}
        title=${t('widget:hoursCopyTitle')}
        aria-haspopup="listbox"
        aria-expanded="false"
        @click=${(event: Event) => this.#copy(event, day)}
      >
        ${icon(Copy, 15)}
      </button>
    </span>`;
  }

  #copy(event: Event, from: number): void {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const targets: Record<string, readonly number[]> = {
      workdays: [1, 2, 3, 4, 5],
      all: [...days],
      ...Object.fromEntries(days.filter((day) => day !== from).map((day) => [String(day), [day]])),
    };
    const words = (key: string): string =>
      key === 'workdays' ? t('widget:copyToWorkdays') : key === 'all' ? t('widget:copyToAll') : dayName(Number(key), 'long');
    openPicker(
      event.currentTarget,
      {
        label: t('widget:hoursCopyTitle'),
        chosen: [],
        choices: ['workdays', 'all', ...Object.keys(targets).filter((key) => /^\d$/.test(key))].map((value) => ({
          value,
          label: words(value),
        })),
      },
      ({ value }) => {
        this.onChange(
          withCopies(
            this.week,
            from,
            (targets[value] ?? []).filter((day) => day !== from),
          ),
        );
        this.said = t('widget:hoursCopied', { day: dayName(from, 'long'), to: words(value) });
      },
    );
  }
}

/** 1 is Monday; 5 January 2026 was one. */
function dayName(day: number, style: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(language.value, { weekday: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + day)));
}
