import { createQueryController } from '@tanstack/lit-query';
import { UserPlus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AgentView } from '../../../../../hub/api/team/agents.ts';
import { fuzzyScore } from '../../../../app/commands/fuzzy.ts';
import { Commands } from '../../../../app/commands/commands.ts';
import { href } from '../../../../app/routing/route.ts';
import { avatar } from '../../../../components/avatar.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may, signedIn } from '../../../../data/session.ts';
import { availabilityOf, departmentById } from '../../../../data/team.ts';
import { t } from '../../../../words/words.ts';
import { loadFailed } from '../../form/load-failed.ts';
import { agentsQuery } from '../agent-queries.ts';
import { showInvite } from '../invite/show-invite.ts';
import '../invite/invite-list.ts';

/** Everybody with a seat, found by name, e-mail or department; closed seats folded below. */
@customElement('hub-agent-list')
export class HubAgentList extends HubElement {
  @state() private typed = '';
  readonly #agents = createQueryController(this, agentsQuery, queryClient);

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'agents.invite',
        title: t('team:invite'),
        group: t('settings:agents'),
        isEnabled: () => may('agent.manage'),
        run: () => void showInvite(),
      },
    ]);
  }

  protected override render() {
    const { data, error, isPending } = this.#agents();
    return html`<header class="section-head">
        <div>
          <h1>${t('settings:agents')}</h1>
          <p>${t('team:agentsLead')}</p>
        </div>
        ${may('agent.manage') ? html`<button class="button primary" @click=${() => showInvite()}>${icon(UserPlus)} ${t('team:invite')}</button>` : nothing}
      </header>
      ${isPending ? html`<hub-skeleton rows="4"></hub-skeleton>` : nothing}
      ${error && !data ? loadFailed(error, () => this.#agents().refetch()) : nothing} ${data ? this.#renderLists(data) : nothing}`;
  }

  #renderLists(all: readonly AgentView[]): TemplateResult {
    const found = all.filter((agent) => this.typed.trim() === '' || fuzzyScore(wordsOfSeat(agent), this.typed) > 0);
    const byName = found.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
    const open = byName.filter(({ isActive }) => isActive);
    const closed = byName.filter(({ isActive }) => !isActive);
    return html`${
      all.length > 5
        ? html`<div class="section-tools">
            <input
              class="input"
              type="search"
              aria-label=${t('team:searchAgents')}
              placeholder=${t('team:searchAgents')}
              .value=${this.typed}
              @input=${(event: InputEvent) => {
                if (event.currentTarget instanceof HTMLInputElement) this.typed = event.currentTarget.value;
              }}
            />
          </div>`
        : nothing
    }
    ${
      found.length === 0
        ? html`<p class="quiet" role="status">${t('common:nothingFound')}</p>`
        : html`<section class="section-part">
            <table class="table stacking agents-table">
              <thead>
                <tr>
                  <th scope="col">${t('team:agent')}</th>
                  <th scope="col">${t('team:roleHeading')}</th>
                  <th scope="col">${t('settings:departments')}</th>
                  <th scope="col">Telegram</th>
                  <th scope="col" class="number">${t('team:openNow')}</th>
                </tr>
              </thead>
              <tbody>
                ${open.map((agent) => renderRow(agent))}
              </tbody>
            </table>
            ${
              closed.length > 0
                ? html`<details class="closed-seats">
                    <summary>${t('team:closedSeats', { count: closed.length })}</summary>
                    <ul class="plain-list">
                      ${closed.map(
                        ({ id, displayName, email }) =>
                          html`<li>
                            <a class="seat" href=${href(`/settings/agents/${id}`)}
                              >${avatar(displayName, { size: 28 })}<span
                                ><b>${displayName}</b><span class="quiet ellipsis">${email}</span></span
                              ></a
                            >
                          </li>`,
                      )}
                    </ul>
                  </details>`
                : nothing
            }
          </section>`
    }
    ${may('agent.manage') ? html`<hub-invite-list></hub-invite-list>` : nothing}`;
  }
}

function renderRow(agent: AgentView): TemplateResult {
  const { id, displayName, email, role, telegram, openConversations } = agent;
  const state = availabilityOf(id) ?? agent.availability;
  const isMe = id === signedIn().agent.id;
  return html`<tr>
    <td>
      <a class="seat" href=${href(`/settings/agents/${id}`)}
        >${avatar(displayName, { size: 28, state })}<span
          ><b>${displayName}</b>${isMe ? html` <span class="chip">${t('common:you')}</span>` : nothing}<span class="quiet ellipsis"
            >${email} · ${t(`team:presence.${state}`)}</span
          ></span
        ></a
      >
    </td>
    <td data-label=${t('team:roleHeading')}>
      ${t(`team:role.${role}`)}${hasOverrides(agent) ? html` <span class="chip" title=${t('team:hasOverrides')}>±</span><span class="sr-only">${t('team:hasOverrides')}</span>` : nothing}
    </td>
    <td data-label=${t('settings:departments')}>${departmentNames(agent) || html`<span class="faint">–</span>`}</td>
    <td data-label="Telegram">
      ${telegram ? (telegram.username ? `@${telegram.username}` : t('team:linked')) : html`<span class="faint">–</span>`}
    </td>
    <td class="number numbers" data-label=${t('team:openNow')}>
      ${openConversations ? `${openConversations.count}${openConversations.isCapped ? '+' : ''}` : html`<span class="faint">–</span>`}
    </td>
  </tr>`;
}

function hasOverrides({ overrides: { added, removed } }: AgentView): boolean {
  return added.length + removed.length > 0;
}

function departmentNames({ departmentIds }: AgentView): string {
  return departmentIds.flatMap((id) => departmentById(id)?.name ?? []).join(', ');
}

function wordsOfSeat(agent: AgentView): string {
  return `${agent.displayName} ${agent.email} ${t(`team:role.${agent.role}`)} ${departmentNames(agent)} ${agent.telegram?.username ?? ''}`;
}
