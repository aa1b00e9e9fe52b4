import { Readable } from 'node:stream';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { Channel } from '../channel/model.ts';
import { sealSettings } from '../channel/settings.ts';
import type { ContactRecord } from '../contact/model.ts';
import { recogniseContact } from '../contact/recognise.ts';
import { Conversation, type ConversationRecord } from '../conversation/model.ts';
import { openConversation } from '../conversation/open.ts';
import type { FileRecord } from '../file/model.ts';
import { storeFile } from '../file/store-file.ts';
import { Message } from '../timeline/model.ts';

/** A customer who said something, with a file to each message. */
export interface Talk {
  channelId: ObjectId;
  chatId: string;
  contact: ContactRecord;
  conversation: ConversationRecord;
  files: FileRecord[];
}

/** Builds one. `shared` is a file that an agent sent to this customer and to others. */
export async function buildTalk(
  hub: Hub,
  workspaceId: ObjectId,
  { name, chatId, messages = 2, shared }: { name: string; chatId: string; messages?: number; shared?: FileRecord },
): Promise<Talk> {
  const channel = await buildChannel(hub, workspaceId);
  const { contact, identity } = await recogniseContact(hub, channel, { externalId: chatId, name, username: `u${chatId}` });
  const opened = await openConversation(hub, { channel, chatId, contact, identity });
  const files: FileRecord[] = [];
  for (let seq = 1; seq <= messages; seq += 1) {
    const file = await storeFile(hub, workspaceId, {
      name: `${name}-${seq}.txt`,
      mimeType: 'text/plain',
      content: Readable.from([`${name} file ${seq}`]),
    });
    files.push(file);
    await insertMessage(hub, { conversation: opened, seq, text: `${name} says ${seq}`, direction: 'in', file });
  }
  if (shared) await insertMessage(hub, { conversation: opened, seq: messages + 1, text: 'our price list', direction: 'out', file: shared });
  const conversation = await Conversation.findByIdAndUpdate(opened._id, { $set: { seq: messages + 1 } }, { returnDocument: 'after' })
    .orFail()
    .lean<ConversationRecord>();
  await hub.announcer.settled();
  return { channelId: channel.id, chatId, contact, conversation, files };
}

async function buildChannel(hub: Hub, workspaceId: ObjectId) {
  const channel = { id: new ObjectId(), workspaceId, provider: 'telegram' };
  await Channel.create({
    _id: channel.id,
    workspaceId,
    provider: channel.provider,
    name: 'Support bot',
    sealedSettings: sealSettings(hub, { workspaceId, channelId: channel.id }, { botToken: '12345:sealed-in-here' }),
    health: { state: 'ok', at: hub.now() },
    createdAt: hub.now(),
  });
  return channel;
}

async function insertMessage(
  hub: Hub,
  {
    conversation,
    seq,
    text,
    direction,
    file,
  }: { conversation: ConversationRecord; seq: number; text: string; direction: 'in' | 'out'; file: FileRecord },
): Promise<void> {
  const { _id: conversationId, workspaceId, channelId, chatId, contactId, contact } = conversation;
  await Message.create({
    _id: new ObjectId(),
    workspaceId,
    conversationId,
    channelId,
    chatId,
    seq,
    direction,
    kind: 'text',
    author: direction === 'in' ? { type: 'contact', id: contactId, name: contact.name } : { type: 'agent', id: null, name: 'Agent' },
    text,
    attachments: [
      {
        _id: new ObjectId(),
        kind: 'document',
        name: file.name,
        mimeType: file.mimeType,
        size: file.size,
        state: 'ready',
        fileId: file._id,
        attempts: 0,
      },
    ],
    sentAt: hub.now(),
    createdAt: hub.now(),
    updatedAt: hub.now(),
  });
}
