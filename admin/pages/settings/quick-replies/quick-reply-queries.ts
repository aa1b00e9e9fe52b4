import { getQuickReply, listQuickReplies, type QuickReplyView } from '../../../../hub/api/customers/quick-replies.ts';
import { api } from '../../../data/api.ts';
import { readAll } from '../form/read-all.ts';

/** What people write of a quick reply. */
export type QuickReplyValues = Pick<QuickReplyView, 'shortcut' | 'title' | 'text' | 'language' | 'departmentIds'>;

/** Quick replies with words that begin so, by shortcut: options for a query controller. */
export function quickRepliesQuery(q: string) {
  return {
    queryKey: ['quick-replies', 'settings', q],
    queryFn: () => readAll((paging) => api.call(listQuickReplies, { query: { ...paging, ...(q && { q }) } })),
  };
}

/** One quick reply: options for a query controller. */
export function quickReplyQuery(quickReplyId: string) {
  return {
    queryKey: ['quick-replies', quickReplyId],
    queryFn: () => api.call(getQuickReply, { params: { quickReplyId } }),
  };
}
