import { Plus, X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { endFromField, nextHours, problemOf, toField, type Hours } from './week.ts';

interface OpenHours {
  hours: readonly Hours[];
  /** The day or date they are of. */
  name: string;
  isDisabled: boolean;
  onChange: (hours: Hours[]) => void;
}

/** The open hours of a day or date below each other, each changed or taken out, with what is wrong with them; `closed` stands where there are none. */
export function hoursList({ hours, name, isDisabled, onChange }: OpenHours, closed: TemplateResult): TemplateResult {
  const problem = problemOf(hours);
  return html`${hours.length === 0 ? closed : nothing}
  ${hours.map((each, n) => {
    const label = hours.length > 1 ? `${name}, ${n + 1}` : name;
    const change = (part: Partial<Hours>): void => onChange(hours.with(n, { ...each, ...part }));
    return html`<span class="interval"
      >${timeField(toField(each.from), t('widget:from', { day: label }), problem !== null, isDisabled, (from) => change({ from }))}<span
        aria-hidden="true"
        >–</span
      >${timeField(toField(each.to), t('widget:to', { day: label }), problem !== null, isDisabled, (to) => change({ to: endFromField(to) }))}${
        isDisabled
          ? nothing
          : html`<button
              type="button"
              class="icon-button"
              aria-label=${t('widget:hoursRemove', { day: name, hours: `${each.from}–${each.to}` })}
              title=${t('common:remove')}
              @click=${() => onChange(hours.toSpliced(n, 1))}
            >
              ${icon(X, 14)}
            </button>`
      }</span
    >`;
  })}
  ${problem ? html`<span class="error" role="alert">${t(`widget:hoursProblem.${problem}`)}</span>` : nothing}`;
}

/** Puts the next hours that fit behind those of a day or date. */
export function addHoursButton({ hours, name, onChange }: Omit<OpenHours, 'isDisabled'>, most = Infinity): TemplateResult {
  const next = nextHours(hours);
  return html`<button
    type="button"
    class="icon-button"
    aria-label=${t('widget:hoursAdd', { day: name })}
    title=${t('widget:hoursAddTitle')}
    ?disabled=${next === null || hours.length >= most}
    @click=${() => {
      if (next) onChange([...hours, next]);
    }}
  >
    ${icon(Plus, 15)}
  </button>`;
}

/** Midnight at the end counts as the end of the day. */
function timeField(value: string, label: string, isWrong: boolean, isDisabled: boolean, onTyped: (typed: string) => void): TemplateResult {
  return html`<input
    class="input time"
    type="time"
    required
    aria-label=${label}
    aria-invalid=${isWrong ? 'true' : nothing}
    ?disabled=${isDisabled}
    .value=${live(value)}
    @change=${(event: Event) => {
      const typed = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value.slice(0, 5) : '';
      if (typed !== '') onTyped(typed);
    }}
  />`;
}
