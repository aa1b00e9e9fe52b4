import { html, type TemplateResult } from 'lit';
import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { listRatings, type RatingView } from '../../../../../hub/api/widget/ratings.ts';
import { api } from '../../../../data/api.ts';
import { fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

/** What the customer thought of a conversation, the last time; null: nothing. It comes while a conversation is closed: only then it is read again. */
export function ratingQuery(conversationId: string, head: Pick<ConversationView, 'status' | 'rev'> | null) {
  return {
    queryKey: ['conversations', conversationId, 'rating', head?.status === 'closed' ? head.rev : 'open'],
    queryFn: async (): Promise<RatingView | null> =>
      (await api.call(listRatings, { query: { conversationId, limit: 1 } })).items[0] ?? null,
    enabled: conversationId !== '',
    staleTime: Infinity,
  };
}

/** Stars, the number for whoever can't see them, and the customer's words. */
export function renderRating({ score, comment, ratedAt }: RatingView): TemplateResult {
  return html`<span class="rating" title=${fullTime(ratedAt)}
    ><span class="stars" aria-hidden="true">${'★'.repeat(score)}<span class="faint">${'★'.repeat(5 - score)}</span></span>
    <span>${t('panel:ratedOf', { score })}</span>${comment === '' ? '' : html`<q>${comment}</q>`}</span
  >`;
}
