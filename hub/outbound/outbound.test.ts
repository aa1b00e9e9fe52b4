import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EmulatedBot } from '../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../bots/emulators/telegram/actors/user.ts';
import { addChannel } from '../api/customers/channels.ts';
import { ApiError, createClient } from '../api/client.ts';
import { getConversation, listConversations } from '../api/customers/conversations.ts';
import { deleteMessage, listMessages, retryMessage, sendMessage } from '../api/customers/messages.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { Message } from '../domain/timeline/model.ts';
import { signIn } from '../test/factories.ts';
import { useHub } from '../test/start-hub.ts';

const hub = useHub();
const patience = { timeout: 20_000, interval: 50 };

interface Chat {
  bot: EmulatedBot;
  customer: EmulatedUser;
  conversationId: string;
}

async function openChat(bot?: EmulatedBot): Promise<Chat> {
  const own = bot ?? hub().telegram.createBot({ username: `out_${Math.floor(performance.now() * 1000)}_bot` });
  if (!bot) await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: own.token } } });
  const customer = hub().telegram.createUser({ firstName: `C${Math.floor(performance.now() * 1000)}` });
  customer.openDeepLink(own);
  const conversationId = await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: {} });
    const found = items.find(({ contact }) => contact.name === customer.firstName);
    expect(found).toBeDefined();
    return found!.id;
  }, patience);
  return { bot: own, customer, conversationId };
}

function say(conversationId: string, text: string, rest: object = {}) {
  return hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text, ...rest } });
}

async function deliveryOf(conversationId: string, messageId: string) {
  const { items } = await hub().client.call(listMessages, { params: { conversationId }, query: { limit: 200 } });
  return items.find(({ id }) => id === messageId)?.delivery;
}

function textsAt({ customer, bot }: Chat): string[] {
  return hub()
    .telegram.transcript(customer.chatWith(bot))
    .flatMap(({ text }) => (text ? [text] : []))
    .slice(1);
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
    await vi.waitFor(async () => expect(await deliveryOf(chat.conversationId, first.id)).toEqual({ state: 'sent' }), patience);
    expect(textsAt(chat)).toEqual(['once']);
  });

  test('is tried again after the time the provider names, and later ones wait behind it', async () => {
    const chat = await openChat();
    hub().telegram.faults.add({ bot: chat.bot.id, method: 'sendMessage', kind: '429', retryAfter: 1, times: 1 });
    const first = await say(chat.conversationId, 'one');
    await say(chat.conversationId, 'two');

    await vi.waitFor(
      async () => expect(await deliveryOf(chat.conversationId, first.id)).toMatchObject({ state: 'queued', reason: 'rate-limited' }),
      patience,
    );
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
    await vi.waitFor(
      async () => expect(await deliveryOf(chat.conversationId, id)).toMatchObject({ state: 'failed', reason: 'blocked' }),
      patience,
    );

    chat.customer.unblock(chat.bot);
    await hub().client.call(retryMessage, { params: { conversationId: chat.conversationId, messageId: id } });

    await vi.waitFor(async () => expect(await deliveryOf(chat.conversationId, id)).toEqual({ state: 'sent' }), patience);
  });

  test('is not known when the answer is lost, is not sent again by itself, and the next one still goes', async () => {
    const chat = await openChat();
    hub().telegram.faults.add({ bot: chat.bot.id, method: 'sendMessage', kind: 'cut-after-accept', times: 1 });
    const { id } = await say(chat.conversationId, 'doubtful');
    await vi.waitFor(
      async () => expect(await deliveryOf(chat.conversationId, id)).toMatchObject({ state: 'unknown', reason: 'no-answer' }),
      patience,
    );

    const next = await say(chat.conversationId, 'next');
    await vi.waitFor(async () => expect(await deliveryOf(chat.conversationId, next.id)).toEqual({ state: 'sent' }), patience);
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

    await vi.waitFor(async () => expect(await deliveryOf(chat.conversationId, id)).toEqual({ state: 'sent' }), patience);
  });

  test('that is stored only after the worker looked for it in vain goes out all the same', async () => {
    const chat = await openChat();
    const { step, wake } = hub().hub;
    const { ring } = wake;
    const insertOne = Message.collection.insertOne.bind(Message.collection);
    onTestFinished(() => {
      Object.assign(hub().hub, { step });
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
    const isGivenBack = new Promise<void>((resolve) => {
      Object.assign(hub().hub, { step: (name: Parameters<typeof step>[0]) => (name === 'out.released' ? resolve() : step(name)) });
    });
    Message.collection.insertOne = async (...insert) => {
      Message.collection.insertOne = insertOne;
      begin();
      await isGivenBack;
      return insertOne(...insert);
    };
    await say(chat.conversationId, 'two');

    await vi.waitFor(() => expect(textsAt(chat)).toEqual(['one', 'two']), patience);
  });

  test('that got its place but was never stored leaves no preview behind', async () => {
    const chat = await openChat();
    // What a crash between the place and the insert leaves: the head of a message that does not exist.
    await Conversation.updateOne(
      { _id: chat.conversationId },
      { $inc: { seq: 1 }, $set: { preview: 'never said', previewSeq: 2, unread: 0, waitingSince: null, 'outbound.dueAt': new Date() } },
    );

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

    await vi.waitFor(async () => expect(await deliveryOf(chat.conversationId, third.id)).toEqual({ state: 'sent' }), patience);
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
