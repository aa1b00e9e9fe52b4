import type { QuickReplyView } from '../../api/customers/quick-replies.ts';
import type { QuickReplyRecord } from './model.ts';

/** A quick reply as it crosses the wire. */
export function presentQuickReply(quickReply: QuickReplyRecord): QuickReplyView {
  return {
    id: quickReply._id.toHexString(),
    shortcut: quickReply.shortcut,
    title: quickReply.title,
    text: quickReply.text,
    language: quickReply.language,
    departmentIds: quickReply.departmentIds.map((id) => id.toHexString()),
    createdAt: quickReply.createdAt.toISOString(),
    updatedAt: quickReply.updatedAt.toISOString(),
  };
}
