import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';
import { t } from '../../../words/words.ts';
import './look-part.ts';
import './notifications/notifications-part.ts';
import './security/password-part.ts';
import './security/sessions-part.ts';
import './security/two-factor-part.ts';
import './telegram-part.ts';
import './you-part.ts';

/** What concerns only the signed-in person. */
@customElement('hub-profile-settings')
export class HubProfileSettings extends HubElement {
  protected override render() {
    return html`<header class="section-head">
        <div>
          <h1>${t('profile:title')}</h1>
          <p>${t('profile:lead')}</p>
        </div>
      </header>
      <hub-profile-you></hub-profile-you>
      <hub-profile-look></hub-profile-look>
      <hub-profile-notifications></hub-profile-notifications>
      <hub-profile-telegram></hub-profile-telegram>
      <hub-profile-two-factor></hub-profile-two-factor>
      <hub-profile-password></hub-profile-password>
      <hub-profile-sessions></hub-profile-sessions>`;
  }
}
