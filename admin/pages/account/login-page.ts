import { signal } from '@preact/signals-core';
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getAuthOptions } from '../../../hub/api/team/sessions.ts';
import { place } from '../../app/routing/route.ts';
import { HubElement } from '../../components/hub-element.ts';
import { plainApi } from '../../data/api.ts';
import { t } from '../../words/words.ts';
import { accountCard } from './card.ts';
import './login-form.ts';

const options = signal<{ needsSetup: boolean; passwordResetByMail: boolean } | null>(null);

/** The login; afterwards one is where one wanted to be. */
@customElement('hub-login-page')
export class HubLoginPage extends HubElement {
  override connectedCallback(): void {
    super.connectedCallback();
    // What can't be found out is not offered; the login itself says that the hub is away.
    void plainApi.call(getAuthOptions).then(
      (found) => {
        options.value = found;
      },
      () => undefined,
    );
  }

  protected override render() {
    const known = options.value;
    return accountCard(
      t('account:logIn'),
      '',
      html`${known?.needsSetup ? html`<p class="callout accent">${t('account:needsSetup')}</p>` : nothing}
        <hub-login-form @hub-logged-in=${this.#enter}></hub-login-form>
        <p class="hint foot">
          ${known?.passwordResetByMail ? html`<a href="/admin/reset">${t('account:forgot')}</a>` : known ? t('account:forgotAsk') : nothing}
        </p>`,
    );
  }

  #enter = (): void => {
    const next = place.peek().query.get('next') ?? '';
    // Only paths of the admin: what a link brings along may not lead elsewhere.
    location.assign(`/admin${/^\/[^/\\]/.test(next) ? next : '/inbox/mine'}`);
  };
}
