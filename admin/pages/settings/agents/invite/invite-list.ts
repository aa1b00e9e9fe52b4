import { createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { revokeInvite, type InviteView } from '../../../../../hub/api/team/agents.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { fullTime, shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { loadFailed } from '../../form/load-failed.ts';
import { invitesQuery } from '../agent-queries.ts';

/** Invites that wait to be accepted, each to be taken back; nothing where there are none. */
@customElement('hub-invite-list')
export class HubInviteList extends HubElement {
  readonly #invites = createQueryController(this, invitesQuery, queryClient);

  protected override render() {
    const { data, error } = this.#invites();
    if (error && !data) return loadFailed(error, () => this.#invites().refetch());
    if (!data || data.length === 0) return nothing;
    return html`<section class="section-part">
      <h2>${t('team:invites')}</h2>
      <p>${t('team:invitesLead')}</p>
      <ul class="plain-list">
        ${data.map(
          (invite) =>
            html`<li>
              <span class="ellipsis"
                >${invite.email ?? t('team:inviteAnybody')}
                <span class="quiet">${t('team:inviteBy', { role: t(`team:role.${invite.role}`), name: invite.invitedBy })}</span></span
              >
              <time class="quiet" datetime=${invite.expiresAt} title=${fullTime(invite.expiresAt)}
                >${t('team:until', { date: shortDate(invite.expiresAt) })}</time
              >
              <button class="button small" @click=${() => this.#revoke(invite)}>${t('team:revoke')}</button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #revoke({ id, email }: InviteView): Promise<void> {
    const isAgreed = await confirm({
      heading: t('team:inviteRevoke'),
      text: t('team:inviteRevokeText', { who: email ?? t('team:inviteAnybody') }),
      action: t('team:inviteRevoke'),
      isDangerous: true,
    });
    if (!isAgreed) return;
    try {
      await api.call(revokeInvite, { params: { inviteId: id } });
      showToast({ text: t('team:inviteRevoked'), kind: 'good' });
    } catch (error) {
      showError(error);
    }
    await queryClient.invalidateQueries({ queryKey: invitesQuery.queryKey });
  }
}
