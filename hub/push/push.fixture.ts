import { onTestFinished } from 'vitest';
import type { Client } from '../api/client.ts';
import { updatePreferences, type PreferencesChange } from '../api/team/preferences.ts';
import { subscribeToPush } from '../api/team/push.ts';
import { systemActor } from '../core/actor.ts';
import { ObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import { Channel } from '../domain/channel/model.ts';
import { sealSettings } from '../domain/channel/settings.ts';
import { recogniseContact } from '../domain/contact/recognise.ts';
import { assignConversation } from '../domain/conversation/handing/assign.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { openConversation } from '../domain/conversation/open.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { sendMessage } from '../domain/conversation/sending/send-message.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { listenForPush } from '../listeners/push.ts';
import { buildAgent, signIn, type AgentGiven, type BuiltAgent } from '../test/factories.ts';
import { startPushService, type PushService, type RegisteredBrowser } from '../test/push/service.ts';
import { createTestHub, startHttp, testRoutes } from '../test/start-http.ts';
import { startPusher } from './pusher.ts';

/** An agent who may have browsers. */
export interface PushedAgent extends BuiltAgent {
  id: string;
  /** The agent's session on one browser. */
  client: Client;
  prefer(change: PreferencesChange): Promise<void>;
  /** Signs in on another browser and subscribes it. */
  addBrowser(): Promise<RegisteredBrowser>;
}

/** One workspace with customers, agents and their browsers, over the real listener and worker, without the rest of a running hub. */
export interface PushWorld {
  hub: Hub;
  service: PushService;
  ann: PushedAgent;
  bob: PushedAgent;
  workspaceId: ObjectId;
  /** The hub's clock: a Wednesday in June of 2037, two in the afternoon in Berlin, where the workspace is. */
  now(): Date;
  goTo(at: string): void;
  passMinutes(minutes: number): void;
  /** What an agent looks at from now on, and nothing else. */
  watch(agent: PushedAgent, conversationId: ObjectId): void;
  addAgent(given?: AgentGiven): Promise<PushedAgent>;
  /** A customer opens a conversation. */
  open(name?: string): Promise<ConversationRecord>;
  /** A customer writes. */
  write(conversation: ConversationRecord, text: string, more?: Partial<MessageRecord>): Promise<MessageRecord>;
  assign(by: BuiltAgent | null, conversation: ConversationRecord, to: PushedAgent): Promise<ConversationRecord>;
  note(by: BuiltAgent, conversation: ConversationRecord, text: string, mentions: PushedAgent[]): Promise<void>;
  /** Waits until all that happened so far was told and tried once. */
  settled(): Promise<void>;
  /** Lets the sweep find what is due by now, and waits until it was tried. */
  sweep(): Promise<void>;
}

/** Starts a world of its own until the test ends. The database is the test file's (`useDatabase`). */
export async function startPushWorld(): Promise<PushWorld> {
  // Years ahead: the database deletes by its own clock what ran out before today.
  let now = new Date('2037-06-10T12:00:00Z');
  let watched = '';
  const hub = createTestHub({ environment: { PUSH_ALLOW_PRIVATE: 'true' }, now: () => now });
  const service = await startPushService();
  const http = await startHttp(hub, { routes: testRoutes(hub) });
  const { workspaceId } = await buildAgent(hub, { name: 'Olga Owner' });
  const unlisten = listenForPush(hub, { isWatching: (agentId, conversationId) => watched === `${agentId} ${conversationId}` });
  const pusher = startPusher(hub);
  const channel = { id: new ObjectId(), workspaceId, provider: 'telegram' };
  const at = hub.now();
  const sealedSettings = sealSettings(hub, { workspaceId, channelId: channel.id }, { botToken: '1:none' });
  await Channel.create({
    _id: channel.id,
    workspaceId,
    provider: 'telegram',
    name: 'Bot',
    sealedSettings,
    health: { state: 'ok', at },
    createdAt: at,
  });
  let customers = 0;

  const settled = async () => {
    await hub.announcer.settled();
    await pusher.settled();
  };
  const addAgent = async (given: AgentGiven = {}) => pushed(await buildAgent(hub, { workspaceId, role: 'agent', ...given }));
  onTestFinished(async () => {
    await settled();
    unlisten();
    await pusher.stop();
  });

  return {
    hub,
    service,
    ann: await addAgent({ name: 'Ann Agent' }),
    bob: await addAgent({ name: 'Bob Agent' }),
    workspaceId,
    now: () => now,
    goTo: (time) => void (now = new Date(time)),
    passMinutes: (minutes) => void (now = new Date(now.getTime() + minutes * 60_000)),
    watch: (agent, conversationId) => void (watched = `${agent.id} ${conversationId.toHexString()}`),
    settled,
    async sweep() {
      await pusher.sweep();
      await settled();
    },
    addAgent,
    async open(name = 'Ann Lee') {
      customers += 1;
      const chatId = String(700 + customers);
      const { contact, identity } = await recogniseContact(hub, channel, { externalId: chatId, name });
      return openConversation(hub, { channel, chatId, contact, identity });
    },
    async write({ _id: conversationId }, text, more = {}) {
      const message = await insertMessage(hub, conversationId, text, more);
      const conversation = await Conversation.findById(conversationId).orFail().lean<ConversationRecord>();
      tellMessage(hub, message, conversation, ['received']);
      return message;
    },
    assign: (by, { _id }, to) =>
      assignConversation(hub, by?.actor ?? systemActor(workspaceId), { conversationId: _id.toHexString(), agentId: to.id }),
    async note(by, { _id }, text, mentions) {
      const note = { kind: 'note', text, format: 'plain', attachments: [], force: true, mentions: mentions.map(({ id }) => id) } as const;
      await sendMessage(hub, by.actor, _id.toHexString(), { ...note, attachments: [] });
    },
  };

  async function pushed(agent: BuiltAgent): Promise<PushedAgent> {
    const named = { workspaceId: workspaceId.toHexString() };
    const client = http.client({ ...named, headers: await signIn(hub, agent.user._id) });
    return {
      ...agent,
      id: agent.agent._id.toHexString(),
      client,
      prefer: async (body) => void (await client.call(updatePreferences, { body })),
      async addBrowser() {
        const browser = service.register();
        const headers = await signIn(hub, agent.user._id);
        const { endpoint, keys } = browser;
        await http.client({ ...named, headers }).call(subscribeToPush, { body: { endpoint, keys, userAgent: 'Firefox/140.0 Linux' } });
        return browser;
      },
    };
  }
}

async function insertMessage(hub: Hub, conversationId: ObjectId, text: string, more: Partial<MessageRecord>): Promise<MessageRecord> {
  const at = hub.now();
  const { seq, workspaceId, channelId, chatId, contactId, contact } = await Conversation.findByIdAndUpdate(
    conversationId,
    { $inc: { seq: 1 }, $set: { preview: text, lastMessageAt: at, lastInboundAt: at } },
    { returnDocument: 'after' },
  )
    .orFail()
    .lean<ConversationRecord>();
  const author = { type: 'contact', id: contactId, name: contact.name } as const;
  const place = { workspaceId, conversationId, channelId, chatId, seq };
  const times = { sentAt: at, createdAt: at, updatedAt: at };
  const made = await Message.create({ _id: new ObjectId(), ...place, direction: 'in', kind: 'text', author, text, ...times, ...more });
  return made.toObject();
}
