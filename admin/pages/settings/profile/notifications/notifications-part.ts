import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { notificationKind, type PreferencesChange } from '../../../../../hub/api/team/preferences.ts';
import { testPush } from '../../../../../hub/api/team/push.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { changePreferences, preferences } from '../../../../data/preferences.ts';
import { NoPushService, pushState, turnPushOff, turnPushOn } from '../../../../data/push.ts';
import { t } from '../../../../words/words.ts';
import { playChime } from '../../../../app/chime.ts';
import './push-devices.ts';
import './quiet-hours.ts';

/** What this person is told of, where and when. */
@customElement('hub-profile-notifications')
export class HubProfileNotifications extends HubElement {
  @state() private isBusy = false;

  protected override render() {
    const { notifications, sounds } = preferences.value;
    return html`<section class="section-part">
      <h2>${t('profile:notifications')}</h2>
      <p>${t('profile:notificationsLead')}</p>
      <div class="stack" style="gap:14px">
        ${this.#renderPush()}
        <table class="table">
          <thead>
            <tr>
              <th scope="col">${t('profile:tellMe')}</th>
              <th scope="col">${t('profile:byPush')}</th>
              <th scope="col">${t('profile:bySound')}</th>
            </tr>
          </thead>
          <tbody>
            ${notificationKind.options.map((kind) => {
              const rule = notifications[kind];
              const set = (way: 'push' | 'sound') => change({ notifications: { [kind]: { [way]: !rule[way] } } });
              return html`<tr>
                <th scope="row" class="plain">${t(`profile:kind.${kind}`)}</th>
                <td>
                  <input
                    type="checkbox"
                    aria-label=${`${t(`profile:kind.${kind}`)}: ${t('profile:byPush')}`}
                    .checked=${rule.push}
                    @change=${() => set('push')}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label=${`${t(`profile:kind.${kind}`)}: ${t('profile:bySound')}`}
                    .checked=${rule.sound}
                    @change=${() => set('sound')}
                  />
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
        <div class="row">
          <label class="switch"
            ><input
              type="checkbox"
              role="switch"
              aria-checked=${sounds}
              .checked=${sounds}
              @change=${() => change({ sounds: !sounds })}
            /><span>${t('profile:sounds')}</span></label
          >
          <button class="button small" @click=${playChime}>${t('profile:hearIt')}</button>
        </div>
        <hub-quiet-hours></hub-quiet-hours>
        <hub-push-devices></hub-push-devices>
      </div>
    </section>`;
  }

  #renderPush(): TemplateResult {
    const state = pushState.value;
    return html`<div class="row">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked=${state === 'on'}
            .checked=${live(state === 'on')}
            ?disabled=${this.isBusy || state === 'unsupported' || state === 'denied'}
            @change=${this.#toggle}
          />
          <span>${t('profile:pushHere')}</span>
        </label>
        ${state === 'on' ? html`<button class="button small" @click=${this.#test}>${t('profile:pushTest')}</button>` : nothing}
      </div>
      ${state === 'unsupported' || state === 'denied' ? html`<p class="hint">${t(`profile:push.${state}`)}</p>` : nothing}`;
  }

  #toggle = async (): Promise<void> => {
    this.isBusy = true;
    try {
      await (pushState.peek() === 'on' ? turnPushOff() : turnPushOn());
    } catch (error) {
      if (error instanceof NoPushService) showToast({ text: t('profile:push.noService'), kind: 'bad', stayMs: 10_000 });
      else showError(error);
    } finally {
      this.isBusy = false;
    }
  };

  #test = async (): Promise<void> => {
    try {
      const { devices } = await api.call(testPush);
      showToast({ text: t('profile:pushTested', { count: devices }), kind: 'good' });
    } catch (error) {
      showError(error);
    }
  };
}

function change(what: PreferencesChange): void {
  changePreferences(what).catch((error: unknown) => showError(error));
}
