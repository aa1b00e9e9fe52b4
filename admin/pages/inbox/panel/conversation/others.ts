import { createInfiniteQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { href, place } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import '../../../../components/skeleton.ts';
import { conversationsOfQuery } from '../../../../data/contacts/contact.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { agoShort, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { providerMark } from '../../list/rows/provider-mark.ts';

/** What else was talked about with the contact, on all channels, the newest first. */
@customElement('hub-other-conversations')
export class HubOtherConversations extends HubElement {
  @property({ attribute: false }) contactId = '';
  /** The one on screen is no other. */
  @property({ attribute: false }) openId = '';

  readonly #found = createInfiniteQueryController(this, () => conversationsOfQuery(this.contactId), queryClient);

  protected override render() {
    const found = this.#found();
    if (found.isPending) return html`<hub-skeleton rows="2" shape="text"></hub-skeleton>`;
    if (found.isError && !found.data) {
      return html`<p class="trouble quiet">
        ${t('panel:othersFailed')} <button class="button small" @click=${() => void found.refetch()}>${t('common:retry')}</button>
      </p>`;
    }
    const others = (found.data?.pages ?? []).flatMap(({ items }) => items).filter(({ id }) => id !== this.openId);
    return html`<ul class="rows">
        ${others.map((found) => this.#renderOne(headOf(found.id).value ?? found))}
      </ul>
      ${
        found.hasNextPage
          ? html`<button class="button plain small" ?disabled=${found.isFetchingNextPage} @click=${() => void found.fetchNextPage()}>
              ${t('panel:showMore')}
            </button>`
          : nothing
      }`;
  }

  #renderOne({ id, number, provider, status, preview, lastMessageAt }: ConversationView) {
    return html`<li>
      <a class="other" href=${href(`${tabOnScreen()}/${id}`)}>
        ${providerMark(provider)}
        <span class="ellipsis"><span class="faint numbers">#${number}</span> ${preview || t(`panel:status.${status}`)}</span>
        <span class="chip ${status === 'open' ? 'good' : status === 'snoozed' ? 'accent' : ''}">${t(`panel:status.${status}`)}</span>
        <time class="faint numbers" datetime=${lastMessageAt} title=${fullTime(lastMessageAt)}>${agoShort(lastMessageAt)}</time>
      </a>
    </li>`;
  }
}

/** The list stays as it is. */
function tabOnScreen(): string {
  return place.value.path.split('/').slice(0, 3).join('/');
}
