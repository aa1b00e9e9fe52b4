import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { formField } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { fullTime, timeZone } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { snoozePresets } from './presets.ts';
import { momentOf, zonedParts, type WallTime } from './wall-time.ts';

/** The dialog of `showSnoozeTime`. */
@customElement('hub-snooze-time-dialog')
export class HubSnoozeTimeDialog extends HubElement {
  @property({ attribute: false }) shown: Date | null = null;
  @state() private typed: string | null = null;
  @state() private isTried = false;

  protected override render() {
    const zone = timeZone.value;
    const typed = this.#typed(zone);
    const until = readWallTime(typed, zone);
    const isPast = until !== null && until.getTime() <= Date.now();
    const error = until === null ? t('panel:noTime') : isPast ? t('panel:timeIsPast') : undefined;
    return html`<wa-dialog label=${t('panel:snoozeUntil')} open light-dismiss>
      <form id="snooze-time" class="stack" novalidate @submit=${(event: Event) => this.#submit(event, until, error)}>
        ${formField({
          id: 'snooze-at',
          label: t('panel:dayAndTime'),
          name: 'at',
          type: 'datetime-local',
          value: typed,
          isFocused: true,
          hint: until && !isPast ? t('panel:wakes', { time: fullTime(until), zone }) : t('panel:timesIn', { zone }),
          error: isPast || this.isTried ? error : undefined,
          onInput: (value) => {
            this.typed = value;
          },
        })}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" form="snooze-time">${t('panel:doSnooze')}</button>
    </wa-dialog>`;
  }

  #typed(zone: string): string {
    if (this.typed !== null) return this.typed;
    const first = this.shown ?? snoozePresets(new Date(), zone)[0]?.until ?? new Date(Date.now() + 86_400_000);
    return writeWallTime(zonedParts(first, zone));
  }

  #submit(event: Event, until: Date | null, error: string | undefined): void {
    event.preventDefault();
    this.isTried = true;
    if (until && error === undefined) this.dispatchEvent(new DialogDone(until));
  }
}

/** As `<input type="datetime-local">` writes it. */
function writeWallTime({ year, month, day, hour, minute }: WallTime): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

function readWallTime(text: string, zone: string): Date | null {
  const found = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  return momentOf({ year, month, day, hour, minute }, zone);
}
