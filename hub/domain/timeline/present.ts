import type { MessageView } from '../../api/customers/messages.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { fileUrl } from '../file/link.ts';
import type { AttachmentRecord, MessageRecord } from './model.ts';

/** A message as the outside sees it. */
export function presentMessage(hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>, message: MessageRecord): MessageView {
  const { author, delivery, event, replyTo } = message;
  return {
    id: message._id.toHexString(),
    conversationId: message.conversationId.toHexString(),
    seq: message.seq,
    rev: message.rev,
    direction: message.direction,
    kind: message.kind,
    author: { type: author.type, id: author.id?.toHexString() ?? null, name: author.name },
    text: message.text,
    format: message.format,
    attachments: message.attachments.map((attachment) => presentAttachment(hub, attachment)),
    ...(message.location && { location: message.location }),
    ...(message.contacts && { contacts: message.contacts }),
    ...(message.buttons && { buttons: message.buttons }),
    ...(message.choice && { choice: message.choice }),
    ...(message.forwarded && { forwarded: true }),
    ...(message.referral && { referral: message.referral }),
    ...(message.shared && { shared: message.shared }),
    ...(message.template && { template: message.template }),
    ...(replyTo && {
      replyTo: {
        messageId: replyTo.messageId?.toHexString() ?? null,
        externalId: replyTo.externalId,
        ...(replyTo.text !== undefined && { text: replyTo.text }),
      },
    }),
    ...(message.unsupported && { unsupported: true }),
    ...(message.unsupportedType && { unsupportedType: message.unsupportedType }),
    ...(message.mentions && { mentions: message.mentions.map((agentId) => agentId.toHexString()) }),
    externalId: message.externalId,
    clientId: message.clientId,
    sentAt: message.sentAt.toISOString(),
    createdAt: message.createdAt.toISOString(),
    ...(message.editedAt && { editedAt: message.editedAt.toISOString() }),
    ...(message.deletedAt && { deletedAt: message.deletedAt.toISOString() }),
    ...(message.revisions.length > 0 && { revisions: message.revisions.map(({ text, at }) => ({ text, at: at.toISOString() })) }),
    reactions: message.reactions.map(({ emoji, by, isCustomers = false }) => ({ emoji, by, isCustomers })),
    ...(event && { event: { type: event.type, data: event.data } }),
    ...(delivery && {
      delivery: {
        state: delivery.state,
        ...(delivery.reason && { reason: delivery.reason }),
        ...(delivery.detail && { detail: delivery.detail }),
        ...(delivery.retryAt && { retryAt: delivery.retryAt.toISOString() }),
        ...(delivery.confirmedBy && {
          confirmedBy: { id: delivery.confirmedBy.id?.toHexString() ?? null, name: delivery.confirmedBy.name },
        }),
      },
    }),
  };
}

/** A file of a message as the outside sees it. */
export function presentAttachment(
  hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>,
  attachment: AttachmentRecord,
): MessageView['attachments'][number] {
  const { fileId, state, variant, durationSeconds } = attachment;
  return {
    id: attachment._id.toHexString(),
    kind: attachment.kind,
    name: attachment.name,
    mimeType: attachment.mimeType,
    size: attachment.size,
    url: fileId && state === 'ready' ? fileUrl(hub, fileId.toHexString(), attachment.name) : null,
    state,
    ...(variant && { variant }),
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
}
