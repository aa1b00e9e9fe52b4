import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DialogDone } from '../app/feedback/show-dialog.ts';
import { HubElement } from '../components/hub-element.ts';
import { t } from '../words/words.ts';
import '../pages/account/login-form.ts';
import '../pages/account/card.css';

/** The login over a page whose session ended: what was typed below stays. */
@customElement('hub-login-again-dialog')
export class HubLoginAgainDialog extends HubElement {
  @property() email = '';

  protected override render() {
    return html`<wa-dialog class="account-dialog" label=${t('account:again')} open>
      <p class="quiet">${t('account:againLead')}</p>
      <div class="account-again">
        <hub-login-form email=${this.email} @hub-logged-in=${() => this.dispatchEvent(new DialogDone(true))}></hub-login-form>
      </div>
    </wa-dialog>`;
  }
}
