import { createQueryController } from '@tanstack/lit-query';
import { ArrowLeft, KeyRound, UserMinus, UserPlus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { activateAgent, updateAgent, type AgentView } from '../../../../../hub/api/team/agents.ts';
import { ApiError } from '../../../../../hub/api/client.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { href } from '../../../../app/routing/route.ts';
import { avatar } from '../../../../components/avatar.ts';
import '../../../../components/empty.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may, signedIn } from '../../../../data/session.ts';
import { availabilityOf } from '../../../../data/team.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { fullTime, shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { Draft } from '../../form/draft.ts';
import { loadFailed } from '../../form/load-failed.ts';
import { noProblems, problemsOf, type Problems } from '../../form/problems.ts';
import '../../form/save-bar.ts';
import { agentQuery, agentsQuery } from '../agent-queries.ts';
import { isLastOwner, permissionsOf } from '../granting.ts';
import { showRemoveAgent } from '../leaving/show-remove-agent.ts';
import { showResetLink } from '../leaving/show-reset-link.ts';
import { seatForm, type SeatValues } from './seat-form.ts';

/** One agent: who, with which rights, what they see and get; and the ways out. */
@customElement('hub-agent-page')
export class HubAgentPage extends HubElement {
  @property({ attribute: false }) agentId = '';
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  readonly #agent = createQueryController(this, () => agentQuery(this.agentId), queryClient);
  readonly #all = createQueryController(this, agentsQuery, queryClient);
  readonly #draft = new Draft<SeatValues>(this);

  protected override render() {
    const { data, error } = this.#agent();
    return html`<a class="button plain small crumb" href=${href('/settings/agents')}>${icon(ArrowLeft)} ${t('settings:agents')}</a>
      ${data ? this.#renderAgent(data) : error ? this.#renderError(error) : html`<hub-skeleton shape="form" rows="6"></hub-skeleton>`}`;
  }

  #renderError(error: unknown): TemplateResult {
    if (error instanceof ApiError && error.status < 500)
      return html`<hub-empty drawing="missing" heading=${t('team:agentUnknown')} text=${t('team:agentUnknownHint')}></hub-empty>`;
    return loadFailed(error, () => this.#agent().refetch());
  }

  #renderAgent(agent: AgentView): TemplateResult {
    this.#draft.take({
      displayName: agent.displayName,
      role: agent.role,
      overrides: agent.overrides,
      conversationScope: agent.conversationScope,
      departmentIds: agent.departmentIds,
      conversationLimit: agent.conversationLimit,
    });
    const me = signedIn().agent;
    const all = this.#all().data;
    const isLast = all !== undefined && isLastOwner(agent, all);
    // An owner's seat is changed by owners only, and whoever may do more than oneself can be given no other rights.
    const isAbove = agent.role === 'owner' && me.role !== 'owner';
    const canEdit = may('agent.manage') && !isAbove && agent.isActive;
    const canGrant = canEdit && agent.permissions.every((permission) => me.permissions.includes(permission));
    return html`${this.#renderHead(agent, { canManage: may('agent.manage') && !isAbove, isLast })}
      ${may('agent.manage') && isAbove ? html`<p class="callout section-part">${t('team:onlyOwnersChange')}</p>` : nothing}
      ${agent.isActive ? nothing : html`<p class="callout section-part">${t('team:seatClosed')}</p>`}
      ${isLast ? html`<p class="callout section-part">${t('team:lastOwner')}</p>` : nothing}
      ${agent.id === me.id && canEdit && !isLast ? html`<p class="callout warn section-part">${t('team:ownSeat')}</p>` : nothing}
      ${canEdit && !canGrant ? html`<p class="callout section-part">${t('team:hasMoreThanYou')}</p>` : nothing}
      ${seatForm({ draft: this.#draft, granter: me, canEdit, canGrant, isLast, problems: this.problems })}
      <hub-save-bar
        count=${this.#draft.count}
        ?is-saving=${this.isSaving}
        failure=${this.problems.general}
        @hub-save=${() => this.#save(agent)}
        @hub-discard=${() => {
          this.problems = noProblems;
          this.#draft.discard();
        }}
      ></hub-save-bar>`;
  }

  #renderHead(agent: AgentView, { canManage, isLast }: { canManage: boolean; isLast: boolean }): TemplateResult {
    const { displayName, email, duty, telegram, createdAt, openConversations } = agent;
    const state = availabilityOf(agent.id) ?? agent.availability;
    const isMe = agent.id === signedIn().agent.id;
    const facts = [
      t(`team:presence.${state}`),
      duty.onDuty ? t('team:onDuty', { date: shortDate(duty.since) }) : t('team:offDuty', { date: shortDate(duty.since) }),
      ...(openConversations
        ? [
            t('team:openCount', {
              count: openConversations.count,
              shown: `${openConversations.count}${openConversations.isCapped ? '+' : ''}`,
            }),
          ]
        : []),
      telegram ? `Telegram: ${telegram.username ? `@${telegram.username}` : t('team:linked')}` : t('team:noTelegram'),
    ];
    return html`<header class="agent-head">
      ${avatar(displayName, { size: 48, state: agent.isActive ? state : undefined })}
      <div>
        <h1 class="ellipsis">${displayName}</h1>
        <p class="quiet">
          ${email} · <time datetime=${createdAt} title=${fullTime(createdAt)}>${t('profile:since', { date: shortDate(createdAt) })}</time>
        </p>
        ${agent.isActive ? html`<p class="quiet">${facts.join(' · ')}</p>` : nothing}
      </div>
      ${
        canManage
          ? html`<div class="row" style="flex:none;flex-wrap:wrap">
              ${isMe || !agent.isActive ? nothing : html`<button class="button" @click=${() => showResetLink(agent)}>${icon(KeyRound)} ${t('team:resetPassword')}</button>`}
              ${
                agent.isActive
                  ? html`<button
                      class="button"
                      ?disabled=${isLast}
                      title=${isLast ? t('team:lastOwner') : ''}
                      @click=${() => showRemoveAgent(agent)}
                    >
                      ${icon(UserMinus)} ${t('team:removeAgent')}
                    </button>`
                  : html`<button class="button primary" @click=${() => this.#activate(agent)}>
                      ${icon(UserPlus)} ${t('team:activate')}
                    </button>`
              }
            </div>`
          : nothing
      }
    </header>`;
  }

  async #activate({ id, displayName }: AgentView): Promise<void> {
    try {
      await api.call(activateAgent, { params: { agentId: id } });
      showToast({ text: t('team:activated', { name: displayName }), kind: 'good' });
    } catch (error) {
      showError(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['agents'] });
  }

  async #save(agent: AgentView): Promise<void> {
    const { changes } = this.#draft;
    if (!(await this.#isSure(agent, changes))) return;
    this.isSaving = true;
    this.problems = noProblems;
    try {
      const after = await api.call(updateAgent, { params: { agentId: agent.id }, body: changes });
      queryClient.setQueryData(agentQuery(agent.id).queryKey, { ...agent, ...after });
      this.#draft.discard();
      void queryClient.invalidateQueries({ queryKey: ['agents'] });
      showToast({ text: t('common:saved'), kind: 'good' });
    } catch (error) {
      this.problems = problemsOf(
        error,
        { displayName: t('common:required'), conversationLimit: t('team:agentLimitRange') },
        { 'agent.last-owner': { field: 'role', text: t('team:lastOwner') } },
      );
    } finally {
      this.isSaving = false;
    }
  }

  /** What one would regret is asked before: rights of one's own that one can't give oneself again. */
  async #isSure(agent: AgentView, { role = agent.role, overrides = agent.overrides }: Partial<SeatValues>): Promise<boolean> {
    const isMe = agent.id === signedIn().agent.id;
    const isOtherRole = role !== agent.role;
    const losesManaging = isMe && !permissionsOf(role, overrides).includes('agent.manage');
    if (!isOtherRole && !losesManaging) return true;
    const roleName = t(`team:role.${role}`);
    return confirm({
      heading: isMe ? t('team:ownRoleHeading') : t('team:roleChangeHeading', { name: agent.displayName }),
      text: isMe
        ? t(losesManaging ? 'team:ownRoleLoses' : 'team:ownRoleText')
        : t('team:roleChangeText', { name: agent.displayName, role: roleName }),
      action: isOtherRole ? t('team:roleChange', { role: roleName }) : t('common:save'),
      isDangerous: losesManaging,
    });
  }
}
