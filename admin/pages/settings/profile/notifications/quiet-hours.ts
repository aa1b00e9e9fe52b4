import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { PreferencesChange } from '../../../../../hub/api/team/preferences.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { changePreferences, preferences } from '../../../../data/preferences.ts';
import { language, t } from '../../../../words/words.ts';

/** When nothing is pushed: from, to, and on which days it begins. */
@customElement('hub-quiet-hours')
export class HubQuietHours extends HubElement {
  protected override render() {
    const { isOn, from, to, days } = preferences.value.quietHours;
    return html`<label class="switch"
        ><input type="checkbox" role="switch" aria-checked=${isOn} .checked=${isOn} @change=${() => change({ isOn: !isOn })} /><span
          >${t('profile:quietHours')}</span
        ></label
      >
      ${
        isOn
          ? html`<div class="row" style="flex-wrap:wrap;margin-top:8px">
              ${this.#renderTime('quiet-from', t('profile:from'), from, (value) => change({ from: value }))}
              ${this.#renderTime('quiet-to', t('profile:to'), to, (value) => change({ to: value }))}
              <fieldset class="field">
                <legend>${t('profile:onDays')}</legend>
                <div class="row">
                  ${[1, 2, 3, 4, 5, 6, 7].map((day) => {
                    const isChosen = days.includes(day);
                    return html`<button
                      type="button"
                      class="button small"
                      aria-pressed=${isChosen}
                      @click=${() => change({ days: isChosen ? days.filter((each) => each !== day) : [...days, day] })}
                    >
                      ${dayName(day)}
                    </button>`;
                  })}
                </div>
              </fieldset>
            </div>`
          : nothing
      }`;
  }

  #renderTime(id: string, label: string, value: string, set: (value: string) => void) {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        class="input"
        type="time"
        required
        .value=${value}
        @change=${(event: Event) => {
          if (event.currentTarget instanceof HTMLInputElement && event.currentTarget.value) set(event.currentTarget.value);
        }}
      />
    </div>`;
  }
}

function change(quietHours: NonNullable<PreferencesChange['quietHours']>): void {
  changePreferences({ quietHours }).catch((error: unknown) => showError(error));
}

/** 1 is Monday; 5 January 2026 was one. */
function dayName(day: number): string {
  return new Intl.DateTimeFormat(language.value, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + day)));
}
