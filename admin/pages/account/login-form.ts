import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../../../hub/api/client.ts';
import { logIn } from '../../../hub/api/team/sessions.ts';
import { wordsOf } from '../../app/feedback/error-words.ts';
import { formField, textsOf } from '../../components/form-field.ts';
import { HubElement } from '../../components/hub-element.ts';
import { plainApi } from '../../data/api.ts';
import { t } from '../../words/words.ts';
import { formAlert } from './card.ts';
import { createCountdown } from './countdown.ts';
import './password-field.ts';

/**
 * E-mail and password, and the code of the second factor where there is one: on the login page and in the dialog over a page whose session ended.
 * @event hub-logged-in
 */
@customElement('hub-login-form')
export class HubLoginForm extends HubElement {
  /** Whose session ended: the e-mail is filled in and stays. */
  @property() email = '';
  @state() private isSending = false;
  @state() private failure = '';
  @state() private credentials: { email: string; password: string } | null = null;
  readonly #wait = createCountdown();

  protected override render() {
    const seconds = this.#wait.secondsLeft.value;
    return html`<form @submit=${this.#submit} novalidate>
      ${formAlert(seconds > 0 ? t('common:error.login.throttled', { seconds }) : this.failure)}
      ${this.credentials ? this.#renderCode() : this.#renderCredentials()}
      <button class="button primary wide" ?disabled=${this.isSending || seconds > 0}>
        ${seconds > 0 ? t('account:waitSeconds', { seconds }) : t('account:logIn')}
      </button>
      ${this.credentials ? this.#renderBack() : nothing}
    </form>`;
  }

  #renderCredentials() {
    return html`${formField({
        id: 'field-email',
        label: t('account:email'),
        name: 'email',
        type: 'email',
        autocomplete: 'username',
        isRequired: true,
        isFocused: !this.email,
        value: this.renderRoot.querySelector<HTMLInputElement>('#field-email')?.value ?? this.email,
      })} <hub-password-field label=${t('account:password')}></hub-password-field>`;
  }

  #renderCode() {
    return html`${formField({
      id: 'field-code',
      label: t('account:code'),
      name: 'code',
      autocomplete: 'one-time-code',
      hint: t('account:codeHint'),
      isRequired: true,
      isFocused: true,
      value: this.renderRoot.querySelector<HTMLInputElement>('#field-code')?.value ?? '',
    })}`;
  }

  #renderBack() {
    return html`<button
      type="button"
      class="button plain wide"
      @click=${() => {
        this.credentials = null;
        this.failure = '';
      }}
    >
      ${t('common:back')}
    </button>`;
  }

  protected override updated(): void {
    if (this.credentials && !this.contains(document.activeElement)) this.renderRoot.querySelector<HTMLInputElement>('#field-code')?.focus();
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || this.isSending) return;
    const { email = '', password = '', code = '' } = textsOf(event.currentTarget);
    const credentials = this.credentials ?? { email, password };
    if (!credentials.email || !credentials.password) {
      this.failure = t('account:fillIn');
      return;
    }
    this.isSending = true;
    this.failure = '';
    try {
      await plainApi.call(logIn, { body: { ...credentials, ...(code && { code }) } });
      this.dispatchEvent(new Event('hub-logged-in', { bubbles: true }));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'login.code-needed') this.credentials = credentials;
      else if (!this.#wait.startFrom(error)) this.failure = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  };
}
