import { createInfiniteQueryController, createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { href } from '../../../../app/routing/route.ts';
import { avatar } from '../../../../components/avatar.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import '../../../../components/skeleton.ts';
import { conversationsOfQuery } from '../../../../data/contacts/contact.ts';
import { channelsQuery } from '../../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { agentById } from '../../../../data/team.ts';
import { agoShort, fullTime, minuteTick } from '../../../../words/formats.ts';
import { t, tMaybe } from '../../../../words/words.ts';

const statusLook = { open: 'good', snoozed: 'warn', closed: '' } as const;

/** What was talked about with a contact, on all channels, the newest first. */
@customElement('hub-contact-history')
export class HubContactHistory extends HubElement {
  @property({ attribute: false }) contactId = '';
  readonly #pages = createInfiniteQueryController(this, () => conversationsOfQuery(this.contactId), queryClient);
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);

  protected override render() {
    void minuteTick.value; // "5m" has to become "6m"
    const { data, error, isPending, hasNextPage, isFetchingNextPage } = this.#pages();
    if (isPending) return html`<hub-skeleton rows="3"></hub-skeleton>`;
    if (!data)
      return html`<p class="callout bad" role="alert">
        <span>${wordsOf(error)}</span><button class="button small" @click=${() => this.#pages.refetch()}>${t('common:retry')}</button>
      </p>`;
    const all = data.pages.flatMap(({ items }) => items);
    if (all.length === 0) return html`<p class="quiet">${t('contacts:noConversations')}</p>`;
    return html`<ul class="history">
        ${all.map((conversation) => this.#renderOne(conversation))}
      </ul>
      ${
        hasNextPage
          ? html`<button class="button small" ?disabled=${isFetchingNextPage} @click=${() => this.#pages.fetchNextPage()}>
              ${isFetchingNextPage ? t('common:loading') : t('contacts:moreConversations')}
            </button>`
          : nothing
      }`;
  }

  #renderOne({ id, number, channelId, provider, status, preview, lastMessageAt, assigneeId, unread }: ConversationView) {
    const assignee = agentById(assigneeId);
    const channel =
      (this.#channels().data ?? []).find((each) => each.id === channelId)?.name ?? tMaybe(`inbox:provider.${provider}`, {}, provider);
    return html`<li>
      <a href=${href(`/inbox/all/${id}`)}>
        <span class="line">
          <span class="chip ${statusLook[status]}">${t(`contacts:status.${status}`)}</span>
          <span class="numbers quiet">#${number}</span>
          <span class="quiet ellipsis">${channel}</span>
          <span class="spacer"></span>
          ${unread > 0 ? html`<span class="count">${unread}</span>` : nothing}
          ${assignee ? html`<span title=${assignee.displayName}>${avatar(assignee.displayName, { size: 16 })}</span>` : nothing}
          <time class="faint" datetime=${lastMessageAt} title=${fullTime(lastMessageAt)}>${agoShort(lastMessageAt)}</time>
        </span>
        <span class="ellipsis preview">${preview || t('contacts:noPreview')}</span>
      </a>
    </li>`;
  }
}
