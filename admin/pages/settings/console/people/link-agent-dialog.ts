import { createQueryController } from '@tanstack/lit-query';
import { CircleCheck } from 'lucide';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t } from '../../../../words/words.ts';
import { consoleQuery } from '../console-queries.ts';
import { linkCard, type OneTimeLink } from './link-card.ts';
import type { Invited } from './show-link-agent.ts';

/** The dialog of `showLinkAgent`: QR, link and code, and the account as soon as it is linked. */
@customElement('hub-link-agent-dialog')
export class HubLinkAgentDialog extends HubElement {
  @property({ attribute: false }) link!: OneTimeLink;
  @property({ attribute: false }) invited!: Invited;
  readonly #console = createQueryController(this, { ...consoleQuery, refetchInterval: 1500 }, queryClient);

  protected override render() {
    const { agentId, name, isOwn } = this.invited;
    const linked = this.#console().data?.agents.find((each) => each.agentId === agentId);
    return html`<wa-dialog label=${isOwn ? t('console:linkOwn') : t('console:linkNamed', { name })} open>
      ${
        linked
          ? html`<p class="callout good" role="status">
              ${icon(CircleCheck)} <b>${t('console:linked', { name: linked.username ? `@${linked.username}` : linked.name })}</b>
            </p>`
          : html`<div class="link-dialog">
              <p>${isOwn ? t('console:linkOwnLead') : t('console:linkLead', { name })}</p>
              ${linkCard(this.link, t('console:linkQr', { name }))}
              <p class="callout" role="status"><i class="waiting-dot" aria-hidden="true"></i><span>${t('console:waitingForLink')}</span></p>
            </div>`
      }
      <button slot="footer" class="button ${linked ? 'primary' : ''}" @click=${() => this.dispatchEvent(new DialogDone())}>
        ${linked ? t('common:done') : t('common:close')}
      </button>
    </wa-dialog>`;
  }
}
