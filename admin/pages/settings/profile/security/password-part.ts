import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { changePassword } from '../../../../../hub/api/team/users.ts';
import { issuesOf, wordsOf } from '../../../../app/feedback/error-words.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { formField, textsOf } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t } from '../../../../words/words.ts';

/** A new password; every other session ends with the old one. */
@customElement('hub-profile-password')
export class HubProfilePassword extends HubElement {
  @state() private failure = '';
  @state() private isWrongLength = false;

  protected override render() {
    return html`<section class="section-part">
      <h2>${t('account:password')}</h2>
      <p>${t('profile:passwordLead')}</p>
      <form @submit=${this.#save} novalidate>
        ${formField({ id: 'password-current', name: 'currentPassword', label: t('profile:currentPassword'), type: 'password', autocomplete: 'current-password', value: this.#typed('password-current') })}
        ${formField({
          id: 'password-new',
          name: 'newPassword',
          label: t('account:newPassword'),
          type: 'password',
          autocomplete: 'new-password',
          hint: t('account:passwordHint'),
          value: this.#typed('password-new'),
          error: this.isWrongLength ? t('account:wrong.password') : '',
        })}
        ${this.failure ? html`<p class="callout bad" role="alert">${this.failure}</p>` : ''}
        <div><button class="button">${t('profile:passwordChange')}</button></div>
      </form>
    </section>`;
  }

  #typed(id: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const { currentPassword = '', newPassword = '' } = textsOf(form);
    this.failure = '';
    this.isWrongLength = false;
    try {
      await api.call(changePassword, { body: { currentPassword, newPassword } });
      form.reset();
      showToast({ text: t('profile:passwordChanged'), kind: 'good' });
      await queryClient.invalidateQueries({ queryKey: ['sessions'] });
    } catch (error) {
      this.isWrongLength = issuesOf(error).some(({ path }) => path === 'newPassword');
      if (!this.isWrongLength) this.failure = wordsOf(error);
    }
  };
}
