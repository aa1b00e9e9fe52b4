import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { getChannel, testChannel, updateChannel } from '../api/customers/channels.ts';
import { ApiError, createClient } from '../api/client.ts';
import { getConversation } from '../api/customers/conversations.ts';
import { deleteMessage, retryMessage, sendMessage } from '../api/customers/messages.ts';
import { createHub } from '../create-hub.ts';
import { systemActor } from '../core/actor.ts';
import { ObjectId } from '../core/ids.ts';
import { loadSecrets } from '../core/load-secrets.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { sendMessage as sendFrom } from '../domain/conversation/sending/send-message.ts';
import { Message } from '../domain/timeline/model.ts';
import { recordHealth } from '../domain/channel/health.ts';
import { signIn } from '../test/factories.ts';
import { useHub } from '../test/start-hub.ts';
import { patience, useChats } from './chats.fixture.ts';
import { startSender } from './sender.ts';

const hub = useHub();
const { openChat, say, shows, textsAt, channelIdOf } = useChats(hub);

/** Resolves once a worker gives a conversation back as having nothing to send. */
function givenBack(): Promise<void> {
  const { step } = hub().hub;
  onTestFinished(() => void Object.assign(hub().hub, { step }));
  return new Promise((resolve) => {
    Object.assign(hub().hub, { step: (name: Parameters<typeof step>[0]) => (name === 'out.released' ? resolve() : step(name)) });
  });
}

describe('what goes out', () => {
  test('keeps its order within a conversation, however many are written at once', async () => {
    const chat = await openChat();
    const texts = Array.from({ length: 12 }, (_, index) => `answer ${index}`);
    for (const text of texts) await say(chat.conversationId, text);

    await vi.waitFor(() => expect(textsAt(chat)).toEqual(texts), patience);
  });

  test('is one message when its author sends the same clientId twice', async () => {
    const chat = await openChat();
    const [first, second] = await Promise.all([
      say(chat.conversationId, 'once', { clientId: 'k1' }),
      say(chat.conversationId, 'once', { clientId: 'k1' }),
    ]);

    expect(second.id).toBe(first.id);
    await shows(chat.conversationId, first.id, { state: 'sent' });
    expect(textsAt(chat)).toEqual(['once']);
  });

  test('is tried again after the time the provider names, and later ones wait behind it', async () => {
    const chat = await openChat();
    hub().telegram.faults.add({ bot: chat.bot.id, method: 'sendMessage', kind: '429', retryAfter: 1, times: 1 });
    const first = await say(chat.conversationId, 'one');
    await say(chat.conversationId, 'two');

    await shows(chat.conversationId, first.id, { state: 'queued', reason: 'rate-limited' });
    await vi.waitFor(() => expect(textsAt(chat)).toEqual(['one', 'two']), patience);
  });

  test('fails at once with a reason when the customer blocked the bot, and goes out on Retry once unblocked', async () => {
    const chat = await openChat();
    chat.customer.block(chat.bot);
    await vi.waitFor(async () => {
      expect(await hub().client.call(getConversation, { params: { conversationId: chat.conversationId } })).toMatchObject({
        unreachable: true,
      });
    }, patience);
    const { id } = await say(chat.conversationId, 'are you there?');
    await shows(chat.conversationId, id, { state: 'failed', reason: 'blocked' });

    chat.customer.unblock(chat.bot);
    await hub().client.call(retryMessage, { params: { conversationId: chat.conversationId, messageId: id } });

    await shows(chat.conversationId, id, { state: 'sent' });
  });

  test('is not known when the answer is lost, is not sent again by itself, and the next one still goes', async () => {
    const chat = await openChat();
    hub().telegram.faults.add({ bot: chat.bot.id, method: 'sendMessage', kind: 'cut-after-accept', times: 1 });
    const { id } = await say(chat.conversationId, 'doubtful');
    await shows(chat.conversationId, id, { state: 'unknown', reason: 'no-answer' });

    const next = await say(chat.conversationId, 'next');
    await shows(chat.conversationId, next.id, { state: 'sent' });
    expect(textsAt(chat)).toEqual(['doubtful', 'next']);
  });

  test('is found by the sweep when its ring was lost', async () => {
    const chat = await openChat();
    const ring = hub().hub.wake.ring;
    hub().hub.wake.ring = () => undefined;
    const { id } = await say(chat.conversationId, 'unheard');
    hub().hub.wake.ring = ring;
    // The ring also carried the lease; nobody holds it now, as after a crash.
    await Conversation.updateOne({ _id: chat.conversationId }, { $unset: { 'outbound.leasedUntil': 1, 'outbound.token': 1 } });

    await shows(chat.conversationId, id, { state: 'sent' });
  });

  test('that is stored only after the worker looked for it in vain goes out all the same', async () => {
    const chat = await openChat();
    const { wake } = hub().hub;
    const { ring } = wake;
    const insertOne = Message.collection.insertOne.bind(Message.collection);
    onTestFinished(() => {
      wake.ring = ring;
      Message.collection.insertOne = insertOne;
    });
    // The second has its place while the first is still to be sent, and is written down once the worker has given the conversation back.
    let begin = (): void => undefined;
    wake.ring = (...call) => {
      begin = () => ring(...call);
    };
    await say(chat.conversationId, 'one');
    wake.ring = ring;
    const isGivenBack = givenBack();
    Message.collection.insertOne = async (...insert) => {
      Message.collection.insertOne = insertOne;
      begin();
      await isGivenBack;
      return insertOne(...insert);
    };
    await say(chat.conversationId, 'two');

    await vi.waitFor(() => expect(textsAt(chat)).toEqual(['one', 'two']), patience);
  });

  test('that got its place but was never stored leaves no preview behind, once it can no longer be on its way', async () => {
    const chat = await openChat();
    const isLookedAt = givenBack();
    // What a crash between the place and the insert leaves: the head of a message that does not exist.
    // Dated a little ahead, so that a busy machine looks while it may still be on its way.
    const lastMessageAt = new Date(Date.now() + 3000);
    const head = { preview: 'never said', previewSeq: 2, unread: 0, waitingSince: null, lastMessageAt };
    await Conversation.updateOne({ _id: chat.conversationId }, { $inc: { seq: 1 }, $set: { ...head, 'outbound.dueAt': new Date() } });
    hub().hub.wake.ring('outbound', { channelId: await channelIdOf(chat), conversationId: chat.conversationId });
    await isLookedAt;
    expect(await Conversation.findById(chat.conversationId).orFail().lean()).toMatchObject({ preview: 'never said', unread: 0 });
    await vi.waitFor(async () => {
      const conversation = await hub().client.call(getConversation, { params: { conversationId: chat.conversationId } });
      expect(conversation).toMatchObject({ preview: '/start', unread: 1 });
      expect(conversation.waitingSince).not.toBeNull();
    }, patience);
  });

  test('never goes out once it was deleted in the queue', async () => {
    const chat = await openChat();
    hub().telegram.faults.add({ bot: chat.bot.id, method: 'sendMessage', kind: '429', retryAfter: 2, times: 1 });
    await say(chat.conversationId, 'one');
    const second = await say(chat.conversationId, 'a slip');
    const third = await say(chat.conversationId, 'three');
    await hub().client.call(deleteMessage, { params: { conversationId: chat.conversationId, messageId: second.id } });

    await shows(chat.conversationId, third.id, { state: 'sent' });
    expect(textsAt(chat)).toEqual(['one', 'three']);
  });
});

describe('a reply written on an old view', () => {
  test("is held with the colleague's answer, and goes out when forced", async () => {
    const chat = await openChat();
    const [ann, bob] = [await hub().addAgent(), await hub().addAgent()];
    const as = async (agent: typeof ann) =>
      createClient({ baseUrl: hub().url, headers: { ...(await signIn(hub().hub, agent.user._id)), origin: hub().url } });
    const [annsClient, bobsClient] = [await as(ann), await as(bob)];
    const params = { conversationId: chat.conversationId };
    const { seq } = await hub().client.call(getConversation, { params });
    await annsClient.call(sendMessage, { params, body: { kind: 'text', text: 'Tuesday', seenSeq: seq } });

    const held = await bobsClient
      .call(sendMessage, { params, body: { kind: 'text', text: 'Monday', seenSeq: seq } })
      .catch((error: unknown) => error);

    expect(held).toBeInstanceOf(ApiError);
    expect(held).toMatchObject({ status: 409, code: 'reply.stale', details: { messages: [{ text: 'Tuesday' }] } });
    await bobsClient.call(sendMessage, { params, body: { kind: 'text', text: 'or Monday', seenSeq: seq, force: true } });
    await annsClient.call(sendMessage, { params, body: { kind: 'note', text: 'hm', seenSeq: seq } });
    await vi.waitFor(() => expect(textsAt(chat)).toEqual(['Tuesday', 'or Monday']), patience);
  });

  test('of two sent at the same moment lets one through', async () => {
    const chat = await openChat();
    const agents = await Promise.all(Array.from({ length: 4 }, () => hub().addAgent()));
    const params = { conversationId: chat.conversationId };
    const { seq } = await hub().client.call(getConversation, { params });
    const clients = await Promise.all(
      agents.map(async ({ user }) =>
        createClient({ baseUrl: hub().url, headers: { ...(await signIn(hub().hub, user._id)), origin: hub().url } }),
      ),
    );

    const outcomes = await Promise.allSettled(
      clients.map((client, index) => client.call(sendMessage, { params, body: { kind: 'text', text: `by ${index}`, seenSeq: seq } })),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await vi.waitFor(() => expect(textsAt(chat)).toHaveLength(1), patience);
  });
});

describe('while the provider refuses the credentials', () => {
  test('everything of the channel waits with the reason, whatever comes in; connected again it goes out once and in order', async () => {
    const chat = await openChat();
    const other = await openChat(chat.bot);
    const params = { channelId: await channelIdOf(chat) };
    const accessToken = hub().telegram.renewToken(chat.bot);
    const sent = [await say(chat.conversationId, 'one'), await say(chat.conversationId, 'a slip'), await say(chat.conversationId, 'three')];
    const waiting = { state: 'queued', reason: 'auth-expired' };
    for (const { id } of sent) await shows(chat.conversationId, id, waiting);
    const { health } = await hub().client.call(getChannel, { params });
    expect(health).toMatchObject({ state: 'failed', reason: expect.stringContaining('Unauthorized') as string });
    const asked = hub().telegram.requests.of('sendMessage').length;
    const late = await say(other.conversationId, 'to somebody else');
    await shows(other.conversationId, late.id, waiting);
    // A person tests it, and it is as it was; something that still comes in shows nothing of what goes out.
    expect((await hub().client.call(testChannel, { params })).health.state).toBe('failed');
    await recordHealth(hub().hub, new ObjectId(params.channelId), { state: 'ok' });
    expect((await hub().client.call(getChannel, { params })).health.state).toBe('failed');
    await Message.updateOne({ _id: sent[0]!.id }, { $set: { 'delivery.queuedAt': new Date(Date.now() - 25 * 3_600_000) } });
    await Conversation.updateOne({ _id: chat.conversationId }, { $set: { 'outbound.dueAt': new Date() } });
    await shows(chat.conversationId, sent[0]!.id, { state: 'failed', reason: 'auth-expired' });
    await hub().client.call(retryMessage, { params: { conversationId: chat.conversationId, messageId: sent[0]!.id } });
    await hub().client.call(deleteMessage, { params: { conversationId: chat.conversationId, messageId: sent[1]!.id } });
    expect(hub().telegram.requests.of('sendMessage')).toHaveLength(asked);

    await hub().client.call(updateChannel, { params, body: { settings: { botToken: accessToken } } });

    for (const { id } of [sent[0]!, sent[2]!]) await shows(chat.conversationId, id, { state: 'sent' });
    await shows(other.conversationId, late.id, { state: 'sent' });
    expect([textsAt(chat), textsAt(other)]).toEqual([['one', 'three'], ['to somebody else']]);
    expect((await hub().client.call(getChannel, { params })).health).toEqual({ state: 'ok' });
  });

  test('another process waits too, and one that still has the old ones takes the new ones and stops nobody', async () => {
    const { config, log } = hub().hub;
    const second = createHub({ config, log, secrets: await loadSecrets(config), baseUrl: hub().hub.baseUrl });
    const sender = startSender(second);
    const chat = await openChat();
    const channelId = await channelIdOf(chat);
    const sayThere = (text: string) =>
      sendFrom(second, systemActor(hub().workspaceId), chat.conversationId, {
        ...{ kind: 'text', text, format: 'plain', attachments: [], force: false },
      });
    await sayThere('before');
    await vi.waitFor(() => expect(textsAt(chat)).toEqual(['before']), patience);

    const botToken = hub().telegram.renewToken(chat.bot);
    await hub().client.call(updateChannel, { params: { channelId }, body: { settings: { botToken } } });
    await sayThere('by the old token');
    await vi.waitFor(() => expect(textsAt(chat)).toEqual(['before', 'by the old token']), patience);
    expect((await hub().client.call(getChannel, { params: { channelId } })).health).toEqual({ state: 'ok' });

    const newest = hub().telegram.renewToken(chat.bot);
    const here = await say(chat.conversationId, 'here');
    await shows(chat.conversationId, here.id, { reason: 'auth-expired' });
    const there = await sayThere('there');
    await vi.waitFor(async () => expect((await Message.findById(there._id).lean())?.delivery?.reason).toBe('auth-expired'), patience);
    await hub().client.call(updateChannel, { params: { channelId }, body: { settings: { botToken: newest } } });
    await vi.waitFor(() => expect(textsAt(chat)).toEqual(['before', 'by the old token', 'here', 'there']), patience);
    await sender.stop().then(() => second.channels.closeAll());
  });
});
