import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { loadSession, signedIn } from '../../../../data/session.ts';
import { shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { showTwoFactor, type TwoFactorTask } from './show-two-factor.ts';

/** The second factor: on or off, and how many recovery codes are left. */
@customElement('hub-profile-two-factor')
export class HubProfileTwoFactor extends HubElement {
  protected override render() {
    const { enabled, since, recoveryCodesLeft } = signedIn().user.twoFactor;
    return html`<section class="section-part">
      <h2>${t('profile:twoFactor')}</h2>
      <p>${t('profile:twoFactorLead')}</p>
      ${
        enabled
          ? html`<div class="row" style="flex-wrap:wrap">
                <span class="chip good">${t('profile:twoFactorOn')}</span>
                <span class="quiet"
                  >${since ? t('profile:since', { date: shortDate(since) }) : ''} ·
                  ${t('profile:codesLeft', { count: recoveryCodesLeft })}</span
                >
              </div>
              <div class="row" style="margin-top:10px">
                <button class="button" @click=${() => this.#open('codes')}>${t('profile:newCodes')}</button>
                <button class="button" @click=${() => this.#open('off')}>${t('profile:turnOff')}</button>
              </div>`
          : html`<button class="button" @click=${() => this.#open('on')}>${t('profile:turnOn')}</button>`
      }
      ${enabled && recoveryCodesLeft < 3 ? html`<p class="callout warn" style="margin-top:10px">${t('profile:fewCodes')}</p>` : nothing}
    </section>`;
  }

  async #open(task: TwoFactorTask): Promise<void> {
    await showTwoFactor(task);
    await loadSession();
  }
}
