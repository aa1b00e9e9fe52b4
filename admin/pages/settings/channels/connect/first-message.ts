import { createQueryController } from '@tanstack/lit-query';
import { CircleCheck } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { listConversations, type ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { href } from '../../../../app/routing/route.ts';
import '../../../../components/copy-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { qr } from '../../../../components/qr.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t, tMaybe } from '../../../../words/words.ts';

/** Somebody waits with a phone in hand. */
const lookEveryMs = 1500;

/** Waits for the first message to come in by a channel, and shows it with a link to its conversation. */
@customElement('hub-first-message')
export class HubFirstMessage extends HubElement {
  @property({ attribute: false }) channel!: ChannelView;
  readonly #first = createQueryController(
    this,
    () => ({
      queryKey: ['channels', this.channel.id, 'first'],
      queryFn: async () => (await api.call(listConversations, { query: { channel: this.channel.id, limit: 1 } })).items[0] ?? null,
      enabled: may('conversation.view'),
      refetchInterval: ({ state }: { state: { data?: unknown } }) => (state.data ? false : lookEveryMs),
    }),
    queryClient,
  );

  protected override render() {
    const seen = this.#first().data;
    const { account } = this.channel;
    const name = account?.username ? `@${account.username}` : (account?.name ?? this.channel.name);
    const step = tMaybe(`channels:webhookStep.${this.channel.provider}`);
    return html`<div class="first-message">
      ${account?.url ? qr(account.url, t('channels:qrOf', { name }), 148) : nothing}
      <div class="stack" style="gap:12px">
        ${step ? this.#renderWebhook(step) : nothing}
        <p>${t('channels:writeNow', { name })}</p>
        ${account?.url ? html`<hub-copy-field label=${t('channels:linkForCustomers')} value=${account.url}></hub-copy-field>` : nothing}
        <div role="status">${seen ? this.#renderSeen(seen) : this.#renderWaiting()}</div>
      </div>
    </div>`;
  }

  /** Where a provider has to be told by hand where it pushes to. */
  #renderWebhook(words: string): TemplateResult {
    return html`<p>${words}</p>
      <hub-copy-field label=${t('channels:webhook')} value=${this.channel.webhookUrl}></hub-copy-field>`;
  }

  #renderWaiting(): TemplateResult {
    return html`<p class="callout"><i class="waiting-dot" aria-hidden="true"></i><span>${t('channels:waitingForFirst')}</span></p>`;
  }

  #renderSeen({ id, contact, preview }: ConversationView): TemplateResult {
    return html`<div class="callout good">
      ${icon(CircleCheck)}
      <div class="stack" style="gap:4px">
        <b>${t('channels:seen', { name: contact.name })}</b>
        ${preview ? html`<q>${preview}</q>` : nothing}
        <a href=${href(`/inbox/all/${id}`)}>${t('channels:openConversation')}</a>
      </div>
    </div>`;
  }
}
