import { createQueryController } from '@tanstack/lit-query';
import { CircleCheck } from 'lucide';
import { html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t } from '../../../../words/words.ts';
import { consoleQuery } from '../console-queries.ts';
import { linkCard, type OneTimeLink } from '../people/link-card.ts';

/** The dialog of `showBindGroup`: the steps in Telegram, and the group as soon as it is bound. */
@customElement('hub-bind-group-dialog')
export class HubBindGroupDialog extends HubElement {
  @property({ attribute: false }) link!: OneTimeLink;
  @state() private known: readonly string[] | null = null;
  readonly #console = createQueryController(this, { ...consoleQuery, refetchInterval: 1500 }, queryClient);

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { data } = this.#console();
    if (data && this.known === null) this.known = data.groups.map(({ chatId }) => chatId);
  }

  protected override render() {
    const bound = this.#console().data?.groups.find(({ chatId }) => this.known?.includes(chatId) === false);
    return html`<wa-dialog label=${t('console:bindGroup')} open>
      ${
        bound
          ? html`<p class="callout good" role="status">${icon(CircleCheck)} <b>${t('console:bound', { title: bound.title })}</b></p>`
          : html`<div class="link-dialog">
              <ol class="link-steps">
                <li>${t('console:bindStep.1')}</li>
                <li>${t('console:bindStep.2')}</li>
                <li>${t('console:bindStep.3')}</li>
              </ol>
              ${linkCard(this.link, t('console:bindQr'))}
              <p class="callout" role="status">
                <i class="waiting-dot" aria-hidden="true"></i><span>${t('console:waitingForGroup')}</span>
              </p>
            </div>`
      }
      <button slot="footer" class="button ${bound ? 'primary' : ''}" @click=${() => this.dispatchEvent(new DialogDone())}>
        ${bound ? t('common:done') : t('common:close')}
      </button>
    </wa-dialog>`;
  }
}
