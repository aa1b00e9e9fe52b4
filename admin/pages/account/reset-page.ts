import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { z } from 'zod';
import { ApiError } from '../../../hub/api/client.ts';
import { getPasswordReset, requestPasswordReset, resetPassword } from '../../../hub/api/team/password-resets.ts';
import { issuesOf, wordsOf } from '../../app/feedback/error-words.ts';
import { showToast } from '../../app/feedback/toasts.ts';
import { navigate, place } from '../../app/routing/route.ts';
import { formField, textsOf } from '../../components/form-field.ts';
import { HubElement } from '../../components/hub-element.ts';
import '../../components/skeleton.ts';
import { plainApi } from '../../data/api.ts';
import { t } from '../../words/words.ts';
import { accountCard, badLink, formAlert } from './card.ts';
import { createCountdown } from './countdown.ts';
import { fieldErrors } from './field-errors.ts';
import { linkWords } from './link-words.ts';
import './password-field.ts';

type Reset = z.infer<NonNullable<(typeof getPasswordReset)['view']>>;

/** A forgotten password: asks for the mail, and with the mail's link for the new one. */
@customElement('hub-reset-page')
export class HubResetPage extends HubElement {
  @state() private reset: Reset | null = null;
  @state() private reason = '';
  @state() private failure = '';
  @state() private errors: Record<string, string> = {};
  @state() private isSent = false;
  @state() private isSending = false;
  readonly #token = place.peek().query.get('token') ?? '';
  readonly #wait = createCountdown();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#token) void this.#load();
  }

  protected override render() {
    if (this.reason) return badLink(this.reason);
    if (!this.#token) return this.#renderRequest();
    return this.reset ? this.#renderReset(this.reset) : html`<hub-skeleton shape="form"></hub-skeleton>`;
  }

  #renderRequest() {
    if (this.isSent)
      return accountCard(
        t('account:resetSent'),
        t('account:resetSentHint'),
        html`<a class="button" href="/admin/login">${t('account:toLogin')}</a>`,
      );
    const seconds = this.#wait.secondsLeft.value;
    return accountCard(
      t('account:resetPassword'),
      t('account:resetLead'),
      html`<form @submit=${this.#request} novalidate>
        ${formAlert(seconds > 0 ? t('common:error.login.throttled', { seconds }) : this.failure)}
        ${formField({ id: 'field-email', name: 'email', label: t('account:email'), type: 'email', autocomplete: 'username', isRequired: true, isFocused: true, error: this.errors['email'], value: this.#typed('email') })}
        <button class="button primary wide" ?disabled=${this.isSending || seconds > 0}>${t('account:resetSend')}</button>
        <a href="/admin/login">${t('account:toLogin')}</a>
      </form>`,
    );
  }

  #renderReset({ email, codeNeeded }: Reset) {
    const seconds = this.#wait.secondsLeft.value;
    return accountCard(
      t('account:newPassword'),
      t('account:newPasswordFor', { email }),
      html`<form @submit=${this.#setPassword} novalidate>
        ${formAlert(seconds > 0 ? t('common:error.login.throttled', { seconds }) : this.failure)}
        <hub-password-field
          name="newPassword"
          label=${t('account:newPassword')}
          autocomplete="new-password"
          hint=${t('account:passwordHint')}
          error=${this.errors['newPassword'] ?? ''}
        ></hub-password-field>
        ${
          codeNeeded
            ? formField({
                id: 'field-code',
                name: 'code',
                label: t('account:code'),
                autocomplete: 'one-time-code',
                hint: t('account:codeHint'),
                isRequired: true,
                value: this.#typed('code'),
              })
            : nothing
        }
        <button class="button primary wide" ?disabled=${this.isSending || seconds > 0}>${t('account:newPasswordSave')}</button>
      </form>`,
    );
  }

  #typed(name: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#field-${name}`)?.value ?? '';
  }

  async #load(): Promise<void> {
    try {
      this.reset = await plainApi.call(getPasswordReset, { params: { resetToken: this.#token } });
    } catch (error) {
      this.reason = linkWords(error, 'password-reset.invalid');
    }
  }

  #request = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const { email = '' } = textsOf(event.currentTarget);
    await this.#send(async () => {
      await plainApi.call(requestPasswordReset, { body: { email } });
      this.isSent = true;
    });
  };

  #setPassword = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const { newPassword = '', code } = textsOf(event.currentTarget);
    await this.#send(async () => {
      await plainApi.call(resetPassword, { params: { resetToken: this.#token }, body: { newPassword, ...(code && { code }) } });
      showToast({ text: t('account:newPasswordSaved'), kind: 'good' });
      navigate('/login', { replace: true });
    });
  };

  async #send(call: () => Promise<void>): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.failure = '';
    this.errors = {};
    try {
      await call();
    } catch (error) {
      this.errors = fieldErrors(issuesOf(error));
      if (error instanceof ApiError && error.code === 'password-reset.invalid') this.reason = wordsOf(error);
      else if (!this.#wait.startFrom(error) && Object.keys(this.errors).length === 0) this.failure = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  }
}
