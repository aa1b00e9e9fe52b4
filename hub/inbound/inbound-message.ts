import type { InboundMessage } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { ObjectId } from '../core/ids.ts';
import { searchTerms } from '../core/search.ts';
import { naturalId } from '../database/natural-id.ts';
import type { ConversationRecord } from '../domain/conversation/model.ts';
import { announcedAttachment, contentExtras } from '../domain/timeline/inbound-content.ts';
import type { AttachmentRecord, MessageRecord } from '../domain/timeline/model.ts';

/** The key of a message that came in: a repeat of its webhook can't be stored twice. An album is one message under its group's id. */
export function inboundId(
  channel: Pick<ConnectedChannel, 'id'>,
  chatId: string,
  event: Pick<InboundMessage, 'externalId' | 'groupId'>,
): ObjectId {
  const own = event.groupId === undefined ? `message:${event.externalId}` : `album:${event.groupId}`;
  return naturalId('in', channel.id.toHexString(), chatId, own);
}

/** A customer's message, or one its account's owner wrote elsewhere (echo), as it is stored. */
export function inboundMessage(
  hub: Pick<Hub, 'now'>,
  channel: ConnectedChannel,
  conversation: ConversationRecord,
  event: InboundMessage,
  answers: Pick<MessageRecord, 'replyTo' | 'choice'> = {},
  stored: readonly AttachmentRecord[] = [],
): MessageRecord {
  const { chatId, externalId, content, sentAt, echo, groupId, sender } = event;
  const name = sender.isNameMade ? conversation.contact.name : sender.name;
  const at = hub.now();
  const attachments = [...stored, ...content.attachments.map((attachment) => announcedAttachment(channel, attachment))];
  return {
    _id: inboundId(channel, chatId, event),
    workspaceId: channel.workspaceId,
    conversationId: conversation._id,
    channelId: channel.id,
    chatId,
    seq: conversation.seq,
    rev: 1,
    direction: echo ? 'out' : 'in',
    kind: 'text',
    author: echo ? { type: 'system', id: null, name: channel.name } : { type: 'contact', id: conversation.contactId, name },
    text: content.text,
    format: content.format,
    attachments,
    ...contentExtras(content),
    ...answers,
    ...(groupId !== undefined && { groupId }),
    externalId,
    clientId: null,
    parts: [{ externalId }],
    sentAt,
    createdAt: at,
    updatedAt: at,
    revisions: [],
    reactions: [],
    ...(echo && { delivery: { state: 'sent' as const, attempts: 0, queuedAt: at } }),
    unannounced: [echo ? 'sent' : 'received'],
    unannouncedAt: at,
    ...(attachments.some(({ state }) => state === 'pending') && { fetchAt: at }),
    terms: searchTerms(content.text),
  };
}
