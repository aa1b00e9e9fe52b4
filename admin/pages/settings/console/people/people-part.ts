import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AgentView } from '../../../../../hub/api/team/agents.ts';
import { setConsoleDuty, unlinkConsoleAgent, type ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { avatar } from '../../../../components/avatar.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { loadSession, may, signedIn } from '../../../../data/session.ts';
import { agents } from '../../../../data/team.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { changeConsole } from '../console-queries.ts';
import { showLinkAgent } from './show-link-agent.ts';

type Linked = ConsoleView['agents'][number];

/** Who works in Telegram, who is on duty, and who could be linked. */
@customElement('hub-console-people')
export class HubConsolePeople extends HubElement {
  @property({ attribute: false }) console!: ConsoleView;

  protected override render() {
    const linked = new Set(this.console.agents.map(({ agentId }) => agentId));
    const canManage = may('console.manage');
    const others = agents.value.filter(({ id }) => !linked.has(id) && (canManage || this.#isOwn(id)));
    return html`<section class="section-part">
      <h2>${t('console:people')}</h2>
      <p>${t('console:peopleLead')}</p>
      ${linked.size === 0 ? html`<p class="callout">${t('console:nobodyLinked')}</p>` : nothing}
      <ul class="plain-list people">
        ${this.console.agents.map((each) => this.#renderLinked(each))} ${others.map((each) => this.#renderUnlinked(each))}
      </ul>
    </section>`;
  }

  #renderLinked(linked: Linked): TemplateResult {
    const { agentId, name, username, linkedAt, isReachable, isOnDuty } = linked;
    const canManage = may('console.manage');
    return html`<li>
      <div class="person">
        ${avatar(name, { size: 28 })}
        <span class="ellipsis"
          >${name} ${this.#isOwn(agentId) ? html`<span class="quiet">(${t('common:you').toLowerCase()})</span>` : nothing}<br />
          <span class="quiet" title=${fullTime(linkedAt)}>${username ? `@${username}` : t('console:noUsername')}</span>
        </span>
      </div>
      ${isReachable ? nothing : html`<span class="chip bad" title=${t('console:unreachableHint')}>${t('console:unreachable')}</span>`}
      ${
        canManage
          ? html`<label class="switch">
              <input
                type="checkbox"
                role="switch"
                aria-checked=${isOnDuty}
                aria-label=${t('console:onDutyNamed', { name })}
                .checked=${isOnDuty}
                @change=${() => changeConsole(() => api.call(setConsoleDuty, { params: { agentId }, body: { onDuty: !isOnDuty } }))}
              />
              <span>${t('console:onDuty')}</span>
            </label>`
          : html`<span class="chip ${isOnDuty ? 'good' : ''}">${isOnDuty ? t('console:onDuty') : t('console:offDuty')}</span>`
      }
      ${
        canManage || this.#isOwn(agentId)
          ? html`<button class="button small" aria-label=${t('console:unlinkNamed', { name })} @click=${() => this.#unlink(linked)}>
              ${t('console:unlink')}
            </button>`
          : nothing
      }
    </li>`;
  }

  #renderUnlinked({ id, displayName }: AgentView): TemplateResult {
    const isOwn = this.#isOwn(id);
    return html`<li>
      <div class="person">
        ${avatar(displayName, { size: 28 })}
        <span class="ellipsis"
          >${displayName} ${isOwn ? html`<span class="quiet">(${t('common:you').toLowerCase()})</span>` : nothing}<br /><span class="quiet"
            >${t('console:notLinked')}</span
          ></span
        >
      </div>
      <button
        class="button small"
        aria-label=${isOwn ? t('console:linkOwn') : t('console:linkNamed', { name: displayName })}
        @click=${() => showLinkAgent({ agentId: id, name: displayName, isOwn })}
      >
        ${t('console:linkAction')}
      </button>
    </li>`;
  }

  #isOwn(agentId: string): boolean {
    return signedIn().agent.id === agentId;
  }

  async #unlink({ agentId, name }: Linked): Promise<void> {
    const isAgreed = await confirm({
      heading: t('console:unlinkNamed', { name }),
      text: t('console:unlinkText'),
      action: t('console:unlink'),
      isDangerous: true,
    });
    if (!isAgreed) return;
    const isDone = await changeConsole(() => api.call(unlinkConsoleAgent, { params: { agentId } }));
    if (isDone && this.#isOwn(agentId)) await loadSession();
  }
}
