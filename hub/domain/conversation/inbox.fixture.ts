import type { Client } from '../../api/client.ts';
import type { AgentActor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { searchTerms } from '../../core/search.ts';
import { buildAgent, buildToken, signIn, type AgentGiven } from '../../test/factories.ts';
import { startHttp, testRoutes } from '../../test/start-http.ts';
import { Channel } from '../channel/model.ts';
import { sealSettings } from '../channel/settings.ts';
import { recogniseContact } from '../contact/recognise.ts';
import { Message, type MessageRecord } from '../timeline/model.ts';
import { Conversation, type ConversationRecord } from './model.ts';
import { openConversation } from './open.ts';

/** An agent at a browser. */
export interface InboxAgent {
  id: string;
  _id: ObjectId;
  actor: AgentActor;
  client: Client;
}

/** A workspace with a channel whose provider nobody reaches, agents at browsers, and conversations made to measure. */
export async function buildInbox(hub: Hub) {
  const http = await startHttp(hub, { routes: testRoutes(hub) });
  const owner = await buildAgent(hub);
  const { workspaceId } = owner;
  const channel = { id: new ObjectId(), workspaceId, provider: 'telegram' };
  await Channel.create({
    _id: channel.id,
    workspaceId,
    provider: channel.provider,
    name: 'Support bot',
    sealedSettings: sealSettings(hub, { workspaceId, channelId: channel.id }, { botToken: '1:none', mode: 'polling' }),
    health: { state: 'ok', at: hub.now() },
    createdAt: hub.now(),
  });
  let chats = 0;

  return {
    workspaceId,
    channelId: channel.id.toHexString(),

    async agent(given: Omit<AgentGiven, 'workspaceId'> = {}): Promise<InboxAgent> {
      const built = await buildAgent(hub, { role: 'agent', ...given, workspaceId });
      const headers = await signIn(hub, built.user._id);
      return {
        id: built.agent._id.toHexString(),
        _id: built.agent._id,
        actor: built.actor,
        client: http.client({ headers, workspaceId: workspaceId.toHexString() }),
      };
    },

    async token(): Promise<Client> {
      return http.client({ token: await buildToken(hub, workspaceId) });
    },

    /** A conversation with these fields, in the order of their making by the last message. */
    async conversation(name: string, given: Partial<ConversationRecord> = {}): Promise<string> {
      chats += 1;
      const chatId = String(chats);
      const { contact, identity } = await recogniseContact(hub, channel, { externalId: chatId, name });
      const { _id } = await openConversation(hub, { channel, chatId, contact, identity });
      await hub.announcer.settled();
      const lastMessageAt = new Date(hub.now().getTime() - 3_600_000 + chats * 1000);
      await Conversation.updateOne({ _id }, { $set: { lastMessageAt, ...given } });
      return _id.toHexString();
    },

    /** Puts a message on a conversation's timeline, as the head would have it afterwards. */
    async say(conversationId: string, text: string, given: Partial<MessageRecord> = {}): Promise<MessageRecord> {
      const isIn = (given.direction ?? 'in') === 'in';
      const at = hub.now();
      const head = await Conversation.findOneAndUpdate(
        { _id: conversationId },
        { $inc: { seq: 1, rev: 1, ...(isIn && { unread: 1 }) }, $set: { changedAt: at, ...(isIn && { lastInboundAt: at }) } },
        { returnDocument: 'after' },
      )
        .orFail()
        .lean<ConversationRecord>();
      await Conversation.updateOne({ _id: conversationId }, { $set: { preview: text, previewSeq: head.seq } });
      const message = await Message.create({
        _id: new ObjectId(),
        workspaceId,
        conversationId: head._id,
        channelId: head.channelId,
        chatId: head.chatId,
        seq: head.seq,
        direction: 'in',
        kind: 'text',
        author: { type: 'contact', id: head.contactId, name: head.contact.name },
        text,
        terms: searchTerms(text),
        sentAt: at,
        createdAt: at,
        updatedAt: at,
        ...given,
      });
      return message.toObject();
    },

    async read(conversationId: string): Promise<ConversationRecord> {
      return Conversation.findById(conversationId).orFail().lean<ConversationRecord>();
    },

    async timeline(conversationId: string): Promise<MessageRecord[]> {
      return Message.find({ conversationId }).sort({ seq: 1 }).lean<MessageRecord[]>();
    },
  };
}

/** What buildInbox makes. */
export type Inbox = Awaited<ReturnType<typeof buildInbox>>;
