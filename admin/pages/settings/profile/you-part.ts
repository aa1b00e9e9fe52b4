import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { updateOwnAgent } from '../../../../hub/api/team/agents.ts';
import { updateUser } from '../../../../hub/api/team/users.ts';
import { issuesOf, wordsOf } from '../../../app/feedback/error-words.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { avatar } from '../../../components/avatar.ts';
import { formField, textsOf } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { loadSession, signedIn } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';

/** Name, e-mail and time zone. A new e-mail needs the password. */
@customElement('hub-profile-you')
export class HubProfileYou extends HubElement {
  @state() private email = signedIn().user.email;
  @state() private failure = '';
  @state() private errors: Record<string, string> = {};
  @state() private isSaving = false;

  protected override render() {
    const { user, agent } = signedIn();
    const hasNewEmail = this.email.trim().toLowerCase() !== user.email;
    return html`<section class="section-part">
      <h2>${t('profile:you')}</h2>
      <form @submit=${this.#save} novalidate>
        <div class="row">${avatar(agent.displayName, { size: 44 })}<span class="quiet">${t('profile:youHint')}</span></div>
        ${formField({ id: 'you-name', name: 'displayName', label: t('profile:name'), value: agent.displayName, autocomplete: 'name', error: this.errors['displayName'] })}
        ${formField({
          id: 'you-email',
          name: 'email',
          label: t('account:email'),
          type: 'email',
          value: this.email,
          autocomplete: 'email',
          error: this.errors['email'],
          onInput: (value) => {
            this.email = value;
          },
        })}
        ${
          hasNewEmail
            ? formField({
                id: 'you-password',
                name: 'currentPassword',
                label: t('profile:currentPassword'),
                type: 'password',
                autocomplete: 'current-password',
                hint: t('profile:emailNeedsPassword'),
              })
            : ''
        }
        <div class="field">
          <label for="you-zone">${t('account:timeZone')}</label>
          <select id="you-zone" class="input" name="timeZone">
            <option value="" ?selected=${agent.timeZone === null}>${t('profile:zoneOfWorkspace')}</option>
            ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone} ?selected=${zone === agent.timeZone}>${zone.replaceAll('_', ' ')}</option>`)}
          </select>
        </div>
        ${this.failure ? html`<p class="callout bad" role="alert">${this.failure}</p>` : ''}
        <div><button class="button primary" ?disabled=${this.isSaving}>${t('common:save')}</button></div>
      </form>
    </section>`;
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || this.isSaving) return;
    const { displayName = '', email = '', currentPassword, timeZone = '' } = textsOf(event.currentTarget);
    this.isSaving = true;
    this.failure = '';
    this.errors = {};
    try {
      const { user } = signedIn();
      if (email.trim().toLowerCase() !== user.email)
        await api.call(updateUser, { body: { email, ...(currentPassword && { currentPassword }) } });
      await api.call(updateOwnAgent, { body: { displayName, timeZone: timeZone || null } });
      await loadSession();
      showToast({ text: t('common:saved'), kind: 'good' });
    } catch (error) {
      this.errors = Object.fromEntries(issuesOf(error).map(({ path }) => [path, t('account:wrong')]));
      if (Object.keys(this.errors).length === 0) this.failure = wordsOf(error);
    } finally {
      this.isSaving = false;
    }
  };
}
