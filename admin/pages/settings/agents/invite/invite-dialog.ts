import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { z } from 'zod';
import type { ConversationScope, Role } from '../../../../../hub/api/permissions.ts';
import { inviteAgent } from '../../../../../hub/api/team/agents.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import '../../../../components/copy-field.ts';
import { formField } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { qr } from '../../../../components/qr.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { signedIn } from '../../../../data/session.ts';
import { shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { noProblems, problemsOf, type Problems } from '../../form/problems.ts';
import { invitesQuery } from '../agent-queries.ts';
import { departmentsField, roleField, scopeField } from '../seat-fields.ts';

type MadeInvite = z.infer<NonNullable<(typeof inviteAgent)['view']>>;

/** The dialog of `showInvite`: who and with which rights, then the link. */
@customElement('hub-invite-dialog')
export class HubInviteDialog extends HubElement {
  @state() private email = '';
  @state() private chosenRole: Role = 'agent';
  @state() private conversationScope: ConversationScope = 'all';
  @state() private departmentIds: string[] = [];
  @state() private made: MadeInvite | null = null;
  @state() private problems: Problems = noProblems;
  @state() private isSending = false;

  protected override render() {
    return html`<wa-dialog label=${this.made ? t('team:inviteReady') : t('team:invite')} open style="--width:560px">
      ${this.made ? this.#renderMade(this.made) : this.#renderForm()}
    </wa-dialog>`;
  }

  #renderForm(): TemplateResult {
    return html`<form id="invite" class="form-parts" novalidate @submit=${this.#send}>
        ${formField({
          id: 'invite-email',
          name: 'email',
          label: t('team:inviteEmail'),
          type: 'email',
          value: this.email,
          hint: t('team:inviteEmailHint'),
          error: this.problems.fields['email'],
          autocomplete: 'off',
          isFocused: true,
          onInput: (value) => {
            this.email = value;
          },
        })}
        ${roleField({
          granter: signedIn().agent,
          value: this.chosenRole,
          onChange: (role) => {
            this.chosenRole = role;
          },
        })}
        ${scopeField({
          value: this.conversationScope,
          onChange: (scope) => {
            this.conversationScope = scope;
          },
        })}
        ${departmentsField({
          label: t('settings:departments'),
          value: this.departmentIds,
          onChange: (departmentIds) => {
            this.departmentIds = departmentIds;
          },
        })}
        ${
          this.conversationScope === 'department' && this.departmentIds.length === 0
            ? html`<p class="callout warn">${t('team:scopeNeedsDepartment')}</p>`
            : nothing
        }
        ${this.problems.general ? html`<p class="callout bad" role="alert">${this.problems.general}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="invite" ?disabled=${this.isSending}>
        ${t('team:inviteMake')}
      </button>`;
  }

  #renderMade({ link, email, mailed, expiresAt, role }: MadeInvite): TemplateResult {
    const until = shortDate(expiresAt);
    return html`<div class="form-parts">
        <p class="callout ${mailed ? 'good' : ''}">
          ${mailed ? t('team:inviteMailed', { email: email ?? '' }) : email ? t('team:inviteNotMailed', { email }) : t('team:inviteHandOn')}
        </p>
        <div class="row" style="align-items:flex-start;gap:16px;flex-wrap:wrap">
          ${qr(link, t('team:inviteQr'), 148)}
          <div class="form-parts" style="flex:1 1 240px;min-width:0">
            <hub-copy-field label=${t('team:inviteLink')} value=${link}></hub-copy-field>
            <p class="hint">${t('team:inviteOnce', { role: t(`team:role.${role}`), until })}</p>
          </div>
        </div>
      </div>
      <button slot="footer" class="button" @click=${this.#again}>${t('team:inviteAnother')}</button>
      <button slot="footer" class="button primary" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:done')}</button>`;
  }

  #again = (): void => {
    this.made = null;
    this.email = '';
  };

  #send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    const { chosenRole: role, conversationScope, departmentIds } = this;
    const email = this.email.trim();
    this.isSending = true;
    this.problems = noProblems;
    try {
      this.made = await api.call(inviteAgent, { body: { role, conversationScope, departmentIds, ...(email && { email }) } });
      void queryClient.invalidateQueries({ queryKey: invitesQuery.queryKey });
    } catch (error) {
      this.problems = problemsOf(error, { email: t('account:wrong.email') });
    } finally {
      this.isSending = false;
    }
  };
}
