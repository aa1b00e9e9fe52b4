import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { z } from 'zod';
import { replayReceipt, type receiptView } from '../../../../../hub/api/customers/channels.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { agoShort, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { loadFailed } from '../../form/load-failed.ts';
import { receiptsQuery } from '../channel-queries.ts';
import { showReceipt } from './show-receipt.ts';

/** Something that came in and could not be read. */
export type Receipt = z.infer<typeof receiptView>;

/** What came in and could not be read: why, as it came, and to be read again. */
@customElement('hub-channel-receipts')
export class HubChannelReceipts extends HubElement {
  @property({ attribute: false }) channelId = '';
  @state() private replaying: string | null = null;
  readonly #receipts = createQueryController(this, () => receiptsQuery(this.channelId), queryClient);

  protected override render() {
    return html`<section class="section-part">
      <h2>${t('channels:receipts')}</h2>
      <p>${t('channels:receiptsLead')}</p>
      ${this.#renderList()}
    </section>`;
  }

  #renderList(): TemplateResult {
    const { data, error, isPending, refetch } = this.#receipts();
    if (isPending) return html`<hub-skeleton shape="text" rows="2"></hub-skeleton>`;
    if (!data) return loadFailed(error, () => refetch());
    if (data.items.length === 0) return html`<p class="quiet">${t('channels:noReceipts')}</p>`;
    return html`<ul class="plain-list receipts">
        ${data.items.map((receipt) => this.#renderReceipt(receipt))}
      </ul>
      ${data.nextCursor ? html`<p class="hint">${t('channels:newestReceipts', { count: data.items.length })}</p>` : nothing}`;
  }

  #renderReceipt(receipt: Receipt): TemplateResult {
    const { id, reason, state: outcome, createdAt } = receipt;
    return html`<li>
      <div class="ellipsis">
        <span class="ellipsis" title=${reason} lang="en">${reason}</span>
        <time class="quiet" datetime=${createdAt} title=${fullTime(createdAt)}>${agoShort(createdAt)}</time>
      </div>
      <span class="chip ${outcome === 'replayed' ? 'good' : 'warn'}">${t(`channels:receiptState.${outcome}`)}</span>
      <button class="button small" @click=${() => showReceipt(receipt)}>${t('channels:showRaw')}</button>
      ${
        outcome === 'replayed'
          ? nothing
          : html`<button class="button small" ?disabled=${this.replaying === id} @click=${() => this.#replay(receipt)}>
              ${t('channels:replay')}
            </button>`
      }
    </li>`;
  }

  async #replay({ id: receiptId, channelId }: Receipt): Promise<void> {
    this.replaying = receiptId;
    try {
      const after = await api.call(replayReceipt, { params: { channelId, receiptId } });
      if (after.state === 'replayed') showToast({ text: t('channels:replayed'), kind: 'good' });
      else showToast({ text: t('channels:stillUnreadable', { reason: after.reason }), kind: 'bad' });
    } catch (error) {
      showError(error);
    } finally {
      this.replaying = null;
    }
    await queryClient.invalidateQueries({ queryKey: receiptsQuery(channelId).queryKey });
  }
}
