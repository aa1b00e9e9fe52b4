import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../../../../words/words.ts';
import { endFromField, toField, type Hours } from './week.ts';

/** From and to, as two fields for times; midnight at the end counts as the end of the day. */
export function hoursFields({
  hours,
  label,
  isWrong,
  isDisabled,
  tools,
  onChange,
}: {
  hours: Hours;
  /** What they are the hours of. */
  label: string;
  isWrong: boolean;
  isDisabled: boolean;
  tools: TemplateResult | typeof nothing;
  onChange: (hours: Hours) => void;
}): TemplateResult {
  const field = (part: 'from' | 'to', said: string): TemplateResult =>
    html`<input
      class="input time"
      type="time"
      required
      aria-label=${said}
      aria-invalid=${isWrong ? 'true' : nothing}
      ?disabled=${isDisabled}
      .value=${live(toField(hours[part]))}
      @change=${(event: Event) => {
        const typed = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value.slice(0, 5) : '';
        if (typed !== '') onChange({ ...hours, [part]: part === 'to' ? endFromField(typed) : typed });
      }}
    />`;
  return html`<span class="interval"
    >${field('from', t('widget:from', { day: label }))}<span aria-hidden="true">–</span
    >${field('to', t('widget:to', { day: label }))}${tools}</span
  >`;
}
