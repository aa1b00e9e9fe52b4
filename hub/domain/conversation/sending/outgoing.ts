import type { NewMessage } from '../../../api/customers/messages.ts';
import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { ObjectId } from '../../../core/ids.ts';
import { searchTerms } from '../../../core/search.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { kindOfFile } from '../../file/kind.ts';
import { File, type FileRecord } from '../../file/model.ts';
import { Message, type AttachmentRecord, type MessageRecord } from '../../timeline/model.ts';
import type { ConversationRecord } from '../model.ts';

/** The `_id` of a message of ours: its author's own key for it makes a repeat the same message. */
export function outgoingId(conversationId: ObjectId, clientId: string): ObjectId {
  return naturalId('out', conversationId.toHexString(), clientId);
}

/** Who an actor is as the author of a message. */
export function authorFrom(actor: Actor): MessageRecord['author'] {
  switch (actor.type) {
    case 'agent':
      return { type: 'agent', id: actor.agentId, name: actor.name };
    case 'workflow':
      return { type: 'bot', id: actor.workflowId, name: actor.name };
    case 'contact':
      return { type: 'contact', id: actor.contactId, name: actor.name };
    case 'token':
      return { type: 'system', id: actor.tokenId, name: actor.name };
    case 'system':
      return { type: actor.isBot ? 'bot' : 'system', id: null, name: actor.name };
  }
}

/** The attachments of a new message, from files of the same workspace. Throws file.unknown. */
export async function attachFiles(actor: Pick<Actor, 'workspaceId'>, fileIds: readonly string[]): Promise<AttachmentRecord[]> {
  if (fileIds.length === 0) return [];
  const files = await File.find({ workspaceId: actor.workspaceId, _id: { $in: fileIds.map((fileId) => new ObjectId(fileId)) } }).lean<
    FileRecord[]
  >();
  return fileIds.map((fileId) => {
    const file = files.find(({ _id }) => _id.equals(fileId));
    if (!file) throw new HubError('file.unknown', { fileId });
    return {
      _id: new ObjectId(),
      kind: kindOfFile(file),
      name: file.name,
      mimeType: file.mimeType,
      size: file.size,
      state: 'ready',
      fileId: file._id,
      attempts: 0,
    };
  });
}

/** What a reply answers, by our id of a message of the same conversation. Throws message.unknown. */
export async function answered(conversation: ConversationRecord, messageId: string | undefined): Promise<MessageRecord['replyTo']> {
  if (messageId === undefined) return undefined;
  const message = await Message.findOne({ _id: new ObjectId(messageId), conversationId: conversation._id }).lean<MessageRecord>();
  if (!message) throw new HubError('message.unknown', { messageId });
  // What was said before the conversation was carried on here has no id at this provider.
  const externalId = message.chatId === conversation.chatId ? message.parts[0]?.externalId : undefined;
  return { messageId: message._id, externalId: externalId ?? null, text: message.text.slice(0, 300) };
}

/** A message of ours before it has its place in the order. */
export function draftMessage(
  actor: Actor,
  conversation: ConversationRecord,
  { kind, text, format, buttons, location, template }: NewMessage,
  {
    clientId,
    attachments,
    replyTo,
    mentions = [],
    at,
  }: { clientId: string; attachments: AttachmentRecord[]; replyTo: MessageRecord['replyTo']; mentions?: ObjectId[]; at: Date },
): MessageRecord {
  return {
    _id: outgoingId(conversation._id, clientId),
    workspaceId: conversation.workspaceId,
    conversationId: conversation._id,
    channelId: conversation.channelId,
    chatId: conversation.chatId,
    seq: 0,
    rev: 1,
    direction: 'out',
    kind,
    author: authorFrom(actor),
    text,
    format,
    attachments,
    ...(location && { location }),
    ...(buttons && { buttons }),
    ...(template && { template }),
    ...(replyTo && { replyTo }),
    ...(mentions.length > 0 && { mentions }),
    externalId: null,
    clientId,
    parts: [],
    sentAt: at,
    createdAt: at,
    updatedAt: at,
    revisions: [],
    reactions: [],
    ...(kind === 'text' && { delivery: { state: 'queued' as const, attempts: 0, queuedAt: at } }),
    unannounced: [kind === 'text' ? 'sent' : 'noted'],
    unannouncedAt: at,
    terms: searchTerms(text),
  };
}
