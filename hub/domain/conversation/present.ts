import type { ConversationView } from '../../api/customers/conversations.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { fileUrl } from '../file/link.ts';
import type { ConversationRecord } from './model.ts';

/** A conversation as the outside sees it. */
export function presentConversation(hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>, conversation: ConversationRecord): ConversationView {
  const { contact, snoozedUntil, closedAt, lastAuthor = null, lastReply } = conversation;
  const isAgents = lastAuthor === 'agent' && lastReply?.seq === conversation.previewSeq;
  return {
    id: conversation._id.toHexString(),
    number: conversation.number,
    channelId: conversation.channelId.toHexString(),
    provider: conversation.provider,
    contact: {
      id: conversation.contactId.toHexString(),
      name: contact.name,
      ...(contact.avatarFileId && { avatarUrl: fileUrl(hub, contact.avatarFileId.toHexString(), 'avatar') }),
      ...(contact.blocked && { blocked: true }),
    },
    status: conversation.status,
    ...(snoozedUntil && { snoozedUntil: snoozedUntil.toISOString() }),
    assigneeId: conversation.assigneeId?.toHexString() ?? null,
    departmentId: conversation.departmentId?.toHexString() ?? null,
    handledBy: conversation.handledBy,
    priority: conversation.priority,
    unread: conversation.unread,
    tags: [...conversation.tags],
    mentions: (conversation.mentions ?? []).map((agentId) => agentId.toHexString()),
    preview: conversation.preview,
    lastAuthor,
    lastAuthorId: (isAgents && lastReply?.by?.toHexString()) || null,
    lastMessageAt: conversation.lastMessageAt.toISOString(),
    lastInboundAt: conversation.lastInboundAt?.toISOString() ?? null,
    waitingSince: conversation.waitingSince?.toISOString() ?? null,
    ...(closedAt && { closedAt: closedAt.toISOString() }),
    ...(conversation.carriedOn && {
      carriedFrom: { provider: conversation.carriedOn.from.provider, channelId: conversation.carriedOn.from.channelId.toHexString() },
    }),
    unreachable: conversation.unreachable,
    seq: conversation.seq,
    rev: conversation.rev,
    createdAt: conversation.createdAt.toISOString(),
  };
}
