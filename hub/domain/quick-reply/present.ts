import type { QuickReplyView } from '../../api/customers/quick-replies.ts';
import type { QuickReplyRecord } from './model.ts';
import { renderQuickReply, type QuickReplyValues } from './render.ts';

/** A quick reply as it crosses the wire; with values also as it would be inserted. */
export function presentQuickReply(quickReply: QuickReplyRecord, values: QuickReplyValues | null = null): QuickReplyView {
  return {
    ...presentFields(quickReply),
    ...(values && { rendered: renderQuickReply(quickReply, values) }),
    usedCount: quickReply.usedCount ?? 0,
    lastUsedAt: quickReply.lastUsedAt?.toISOString() ?? null,
  };
}

/** What people wrote of it, without what is counted: as the audit log compares it. */
export function presentFields(quickReply: QuickReplyRecord): Omit<QuickReplyView, 'rendered' | 'usedCount' | 'lastUsedAt'> {
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
