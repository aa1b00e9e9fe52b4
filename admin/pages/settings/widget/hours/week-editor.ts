import { Copy, Plus, X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { openPicker } from '../../../../components/picker.ts';
import { language, t } from '../../../../words/words.ts';
import { days, hoursOf, nextHours, placeOf, problemOf, withCopies, withHours, type Hours, type Week } from './week.ts';
import { hoursFields } from './hours-fields.ts';

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
        ${hours.length === 0 ? html`<span class="quiet">${t('widget:closed')}</span>` : nothing}
        ${hours.map((each, n) =>
          hoursFields({
            hours: each,
            label: hours.length > 1 ? `${name}, ${n + 1}` : name,
            isWrong: problem !== null,
            isDisabled: this.isDisabled,
            onChange: (changed) => set(hours.with(n, changed)),
            tools: this.isDisabled
              ? nothing
              : html`<button
                  type="button"
                  class="icon-button"
                  aria-label=${t('widget:hoursRemove', { day: name, hours: `${each.from}–${each.to}` })}
                  title=${t('common:remove')}
                  @click=${() => set(hours.toSpliced(n, 1))}
                >
                  ${icon(X, 14)}
                </button>`,
          }),
        )}
        ${problem ? html`<span class="error" role="alert">${t(`widget:hoursProblem.${problem}`)}</span>` : nothing}
      </div>
      ${this.isDisabled ? nothing : this.#renderTools(day, hours, set)}
    </div>`;
  }

  #renderTools(day: number, hours: readonly Hours[], set: (hours: readonly Hours[]) => void): TemplateResult {
    const next = nextHours(hours);
    const name = dayName(day, 'long');
    return html`<span class="tools">
      <button
        type="button"
        class="icon-button"
        aria-label=${t('widget:hoursAdd', { day: name })}
        title=${t('widget:hoursAddTitle')}
        ?disabled=${next === null || hours.length >= 8}
        @click=${() => {
          if (next) set([...hours, next]);
        }}
      >
        ${icon(Plus, 15)}
      </button>
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
