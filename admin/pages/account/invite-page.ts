import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { z } from 'zod';
import { ApiError } from '../../../hub/api/client.ts';
import { acceptInvite, acceptInviteSignedIn, getInvite } from '../../../hub/api/team/agents.ts';
import { getUser, type UserView } from '../../../hub/api/team/users.ts';
import { issuesOf, wordsOf } from '../../app/feedback/error-words.ts';
import { place } from '../../app/routing/route.ts';
import { formField, textsOf } from '../../components/form-field.ts';
import { HubElement } from '../../components/hub-element.ts';
import '../../components/skeleton.ts';
import { plainApi } from '../../data/api.ts';
import { chooseWorkspace } from '../../data/workspace-id.ts';
import { t } from '../../words/words.ts';
import { accountCard, badLink, formAlert } from './card.ts';
import { createCountdown } from './countdown.ts';
import { fieldErrors } from './field-errors.ts';
import { linkWords } from './link-words.ts';
import './password-field.ts';

type Invite = z.infer<NonNullable<(typeof getInvite)['view']>>;

/** A colleague's invitation: joins as who is signed in, as somebody with a login, or with a new one. */
@customElement('hub-invite-page')
export class HubInvitePage extends HubElement {
  @state() private invite: Invite | null = null;
  @state() private user: UserView | null = null;
  @state() private reason = '';
  @state() private failure = '';
  @state() private errors: Record<string, string> = {};
  @state() private codeIsNeeded = false;
  @state() private isSending = false;
  readonly #token = place.peek().query.get('token') ?? '';
  readonly #wait = createCountdown();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render() {
    if (this.reason) return badLink(this.reason);
    const { invite } = this;
    if (!invite) return html`<hub-skeleton shape="form"></hub-skeleton>`;
    const lead = t('account:inviteLead', {
      name: invite.invitedBy,
      workspace: invite.workspaceName,
      role: t(`account:role.${invite.role}`),
    });
    return accountCard(
      t('account:inviteHeading', { workspace: invite.workspaceName }),
      lead,
      this.user ? this.#renderJoin(this.user) : this.#renderForm(invite),
    );
  }

  #renderJoin(user: UserView): TemplateResult {
    return html`${formAlert(this.failure)}
      <button class="button primary wide" ?disabled=${this.isSending} @click=${this.#join}>
        ${t('account:joinAs', { email: user.email })}
      </button>
      <button
        class="button plain wide"
        @click=${() => {
          this.user = null;
        }}
      >
        ${t('account:joinAsOther')}
      </button>`;
  }

  #renderForm(invite: Invite): TemplateResult {
    const seconds = this.#wait.secondsLeft.value;
    const known = invite.hasAccount === true;
    return html`<form @submit=${this.#submit} novalidate>
      ${formAlert(seconds > 0 ? t('common:error.login.throttled', { seconds }) : this.failure)}
      ${known ? nothing : this.#field('name', t('account:name'), { autocomplete: 'name', hint: t('account:nameHint'), isFocused: true })}
      ${this.#field('email', t('account:email'), { type: 'email', autocomplete: 'username', isDisabled: invite.email !== null, value: invite.email ?? this.#typed('email') })}
      <hub-password-field
        label=${known ? t('account:password') : t('account:newPassword')}
        autocomplete=${known ? 'current-password' : 'new-password'}
        hint=${known ? '' : t('account:invitePasswordHint')}
        error=${this.errors['password'] ?? ''}
      ></hub-password-field>
      ${this.codeIsNeeded ? this.#field('code', t('account:code'), { autocomplete: 'one-time-code', hint: t('account:codeHint'), isFocused: true }) : nothing}
      <button class="button primary wide" ?disabled=${this.isSending || seconds > 0}>
        ${seconds > 0 ? t('account:waitSeconds', { seconds }) : t('account:join')}
      </button>
    </form>`;
  }

  #field(name: string, label: string, rest: Partial<Parameters<typeof formField>[0]>): TemplateResult {
    return formField({ id: `field-${name}`, name, label, isRequired: true, error: this.errors[name], value: this.#typed(name), ...rest });
  }

  #typed(name: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#field-${name}`)?.value ?? '';
  }

  async #load(): Promise<void> {
    try {
      const [invite, user] = await Promise.all([
        plainApi.call(getInvite, { params: { inviteToken: this.#token } }),
        plainApi.call(getUser).catch(() => null),
      ]); // nobody signed in is fine here
      this.user = user && (invite.email === null || invite.email === user.email) ? user : null;
      this.invite = invite;
    } catch (error) {
      this.reason = linkWords(error, 'invite.invalid');
    }
  }

  #join = async (): Promise<void> => {
    await this.#enter(() => plainApi.call(acceptInviteSignedIn, { body: { token: this.#token } }));
  };

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const { name, email, password = '', code } = textsOf(event.currentTarget);
    const body = {
      token: this.#token,
      email: email ?? this.invite?.email ?? '',
      password,
      name: name || (email ?? this.invite?.email ?? ''),
      ...(code && { code }),
    };
    await this.#enter(() => plainApi.call(acceptInvite, { body }));
  };

  async #enter(accept: () => Promise<{ workspaceId: string }>): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.failure = '';
    this.errors = {};
    try {
      const { workspaceId } = await accept();
      chooseWorkspace(workspaceId);
      location.assign('/admin/inbox/mine');
    } catch (error) {
      this.errors = fieldErrors(issuesOf(error));
      if (error instanceof ApiError && error.code === 'login.code-needed') this.codeIsNeeded = true;
      else if (!this.#wait.startFrom(error) && Object.keys(this.errors).length === 0) this.failure = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  }
}
