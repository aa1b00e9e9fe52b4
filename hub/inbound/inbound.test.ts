import mongoose from 'mongoose';
import { describe, expect, test, vi } from 'vitest';
import { listReceipts, replayReceipt, updateChannel } from '../api/customers/channels.ts';
import { closeConversation, listConversations, snoozeConversation } from '../api/customers/conversations.ts';
import { listMessages } from '../api/customers/messages.ts';
import { countCommands } from '../database/count-commands.ts';
import { Contact, Identity } from '../domain/contact/model.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { Message } from '../domain/timeline/model.ts';
import { brokenBodies, poisonPayloads } from '../test/hostile/poison-payloads.ts';
import { telegramSamples } from '../test/hostile/telegram-updates.fixture.ts';
import { useHub } from '../test/start-hub.ts';
import { connectWebhook, textUpdate } from '../test/telegram-webhook.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });
const patience = { timeout: 15_000, interval: 50 };

async function conversationsOf(channelId: string) {
  return (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
}

async function timelineOf(channelId: string) {
  const [conversation] = await conversationsOf(channelId);
  return (await hub().client.call(listMessages, { params: { conversationId: conversation!.id }, query: { limit: 200 } })).items;
}

describe('a webhook', () => {
  test('of an unknown channel is 404, of a wrong or missing secret 401, and then nothing is stored', async () => {
    const { channel, post } = await connectWebhook(hub());

    expect((await fetch(`${hub().url}/webhooks/000000000000000000000000`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(`${hub().url}/webhooks/nonsense`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await post(textUpdate(1), { 'x-telegram-bot-api-secret-token': 'wrong' })).status).toBe(401);
    expect((await fetch(`${hub().url}/webhooks/${channel.id}`, { method: 'POST', body: JSON.stringify(textUpdate(1)) })).status).toBe(401);
    expect(await conversationsOf(channel.id)).toEqual([]);
  });

  test('is checked before a single database call is made', async () => {
    const { post } = await connectWebhook(hub());
    await post(textUpdate(1));

    // Sweeps make calls of their own now and then: tried until one of these has the database to itself.
    await vi.waitFor(async () => {
      const { commands } = await countCommands(mongoose.connection, () =>
        post(textUpdate(2), { 'x-telegram-bot-api-secret-token': 'wrong' }),
      );
      expect(commands).toEqual([]);
    }, patience);
  });

  test('whatever it holds is answered with 200, costs its neighbours nothing, and the next one is taken as ever', async () => {
    const { channel, post, postRaw } = await connectWebhook(hub());
    let at = 0;
    const neighbour = () => textUpdate((at += 1), { text: `neighbour ${at}` });
    const batches = poisonPayloads(telegramSamples, 200).map((poison) => [neighbour(), poison, neighbour()]);
    const bodies = brokenBodies(JSON.stringify(textUpdate(5000, { from: 503, text: 'poison' })), 'poison');

    const statuses = [];
    for (const batch of batches) statuses.push((await post(batch)).status);
    for (const body of bodies) statuses.push((await postRaw(body)).status);

    expect([...new Set(statuses)]).toEqual([200]);
    expect((await post(neighbour())).status).toBe(200);
    const stored = await Message.find({ channelId: channel.id, text: /^neighbour / })
      .sort({ seq: 1 })
      .lean();
    expect(stored.map(({ text }) => text)).toEqual(Array.from({ length: at }, (_, nth) => `neighbour ${nth + 1}`));
  }, 120_000);

  test('of a known chat costs three awaited database calls before the announcement', async () => {
    const { channel, post } = await connectWebhook(hub());
    await post(textUpdate(1));
    await hub().hub.announcer.settled();
    let atAnnouncement: string[] = [];
    let seen: string[] = [];
    const listen = (event: { commandName: string; command: Record<string, unknown> }) => {
      const collection = String(event.command[event.commandName]);
      if (['conversations', 'messages', 'contacts', 'identities', 'channels', 'conversationSlots', 'pendingUpdates'].includes(collection))
        seen = [...seen, `${event.commandName} ${collection}`];
    };
    const remove = hub().hub.facts.on('message.received', 'test', ({ data }) => {
      if (data.conversation.channelId === channel.id) atAnnouncement = seen;
    });
    // Sweeps look at these collections too: only what this webhook itself sends between its arrival and the announcement counts.
    await vi.waitFor(async () => {
      seen = [];
      atAnnouncement = [];
      const client = mongoose.connection.getClient();
      client.on('commandStarted', listen);
      await post(textUpdate(Math.floor(performance.now() * 1000)));
      client.off('commandStarted', listen);
      expect(atAnnouncement).toEqual(['findAndModify conversations', 'insert messages', 'findAndModify conversations']);
    }, patience);
    remove();
  });

  test('that is not JSON, or not an update, is parked, answered 200, and read again on request', async () => {
    const { channel, post, postRaw } = await connectWebhook(hub());

    expect((await postRaw('{"update_id": 7, "mess')).status).toBe(200);
    expect((await post({ update_id: 8, message: { message_id: 'x' } })).status).toBe(200);
    expect((await post({ update_id: 8, message: { message_id: 'x' } })).status).toBe(200);

    const { items } = await hub().client.call(listReceipts, { params: { channelId: channel.id }, query: {} });
    expect(items).toHaveLength(2);
    expect(items.map(({ state }) => state)).toEqual(['unreadable', 'unreadable']);
    const again = await hub().client.call(replayReceipt, { params: { channelId: channel.id, receiptId: items[0]!.id } });
    expect(again.state).toBe('unreadable');
    expect((await post(textUpdate(9))).status).toBe(200);
    expect(await conversationsOf(channel.id)).toHaveLength(1);
  });

  test('with a kind nobody knows becomes a placeholder with its name', async () => {
    const { channel, post } = await connectWebhook(hub());

    await post(textUpdate(1, { text: '', poll: { id: '1', question: 'Tea?', options: [], total_voter_count: 0, is_closed: false } }));

    expect(await timelineOf(channel.id)).toMatchObject([{ kind: 'text', unsupported: true, unsupportedType: 'poll', direction: 'in' }]);
  });
});

describe('first messages that race', () => {
  test('make one contact and one conversation, each message once, places without a gap', async () => {
    const { channel, post } = await connectWebhook(hub());
    const updates = Array.from({ length: 50 }, (_, index) => textUpdate(index + 1, { text: `message ${index + 1}` }));

    const answers = await Promise.all(updates.map((update) => post(update)));

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await conversationsOf(channel.id)).toMatchObject([{ unread: 50, seq: 50 }]);
    const timeline = await timelineOf(channel.id);
    expect(timeline.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(new Set(timeline.map(({ text }) => text)).size).toBe(50);
    const channelId = new mongoose.Types.ObjectId(channel.id);
    expect(await Identity.countDocuments({ channelId })).toBe(1);
    const identities = await Identity.find({ channelId }).lean();
    expect(await Contact.countDocuments({ _id: { $in: identities.map(({ contactId }) => contactId) } })).toBe(1);
  });

  test('that are repeated change nothing: same messages, same unread, no hole', async () => {
    const { channel, post } = await connectWebhook(hub());
    const updates = [1, 2, 3].map((id) => textUpdate(id));
    for (const update of updates) await post(update);
    const before = await timelineOf(channel.id);

    await Promise.all([...updates, ...updates.reverse(), ...updates].map((update) => post(update)));

    expect(await timelineOf(channel.id)).toEqual(before);
    await post(textUpdate(4));
    expect(await conversationsOf(channel.id)).toMatchObject([{ unread: 4, seq: 4 }]);
  });
});

describe('a change', () => {
  test('that comes before its message is applied once the message is there', async () => {
    const { channel, post } = await connectWebhook(hub());
    const edited = { ...(textUpdate(2, { messageId: 1, text: 'final', edit_date: 1_790_000_100 }) as { message: object }) };

    await post({ update_id: 2, edited_message: edited.message });
    expect(await conversationsOf(channel.id)).toEqual([]);
    await post(textUpdate(1, { text: 'draft' }));

    await vi.waitFor(
      async () => expect(await timelineOf(channel.id)).toMatchObject([{ text: 'final', revisions: [{ text: 'draft' }] }]),
      patience,
    );
  });

  test('of reactions replaces what the customer had put there', async () => {
    const { channel, post } = await connectWebhook(hub());
    await post(textUpdate(1));
    const react = (updateId: number, emojis: string[]) =>
      post({
        update_id: updateId,
        message_reaction: {
          chat: { id: 501, type: 'private', first_name: 'P' },
          message_id: 1,
          user: { id: 501, is_bot: false, first_name: 'P' },
          date: 1_790_000_000 + updateId,
          old_reaction: [],
          new_reaction: emojis.map((emoji) => ({ type: 'emoji', emoji })),
        },
      });

    await react(2, ['👍']);
    expect((await timelineOf(channel.id))[0]!.reactions.map(({ emoji }) => emoji)).toEqual(['👍']);
    await react(3, []);
    expect((await timelineOf(channel.id))[0]!.reactions).toEqual([]);
    // Told again, or late, it takes nothing back.
    await react(2, ['👍']);
    expect((await timelineOf(channel.id))[0]!.reactions).toEqual([]);
  });

  test('of whether we may write is taken from what happened last, not from what was told last', async () => {
    const { channel, post } = await connectWebhook(hub());
    await post(textUpdate(1));
    const person = { id: 501, is_bot: false, first_name: 'Person 501' };
    const become = (status: string, date: number) =>
      post({
        update_id: date,
        my_chat_member: { chat: { ...person, type: 'private' }, from: person, date, new_chat_member: { status, user: person } },
      });
    const isUnreachable = async () => (await Conversation.findOne({ channelId: channel.id }).orFail().lean()).unreachable;

    await become('kicked', 1_790_000_010);
    expect(await isUnreachable()).toBe(true);
    await become('member', 1_790_000_020);
    await become('kicked', 1_790_000_010);
    expect(await isUnreachable()).toBe(false);
    await become('kicked', 1_790_000_030);
    await post(textUpdate(2, { date: 1_790_000_030 }));
    await vi.waitFor(async () => expect(await isUnreachable()).toBe(false), patience);
    await become('kicked', 1_790_000_030);
    expect(await isUnreachable()).toBe(false);
  });
});

describe('a conversation put aside', () => {
  test('wakes when the customer writes', async () => {
    const { channel, post } = await connectWebhook(hub());
    await post(textUpdate(1));
    const [conversation] = await conversationsOf(channel.id);
    await hub().client.call(snoozeConversation, { params: { conversationId: conversation!.id }, body: { until: null } });

    await post(textUpdate(2));

    expect(await conversationsOf(channel.id)).toMatchObject([{ status: 'open', unread: 1 }]);
    expect((await timelineOf(channel.id)).flatMap(({ event }) => event?.type ?? [])).toEqual(['snoozed', 'woken']);
  });

  test('wakes on its time', async () => {
    const { channel, post } = await connectWebhook(hub());
    await post(textUpdate(1));
    const [conversation] = await conversationsOf(channel.id);
    await hub().client.call(snoozeConversation, {
      params: { conversationId: conversation!.id },
      body: { until: new Date(Date.now() + 600).toISOString() },
    });

    await vi.waitFor(async () => expect(await conversationsOf(channel.id)).toMatchObject([{ status: 'open' }]), patience);
  });

  test('or closed longer than the channel allows is followed by a new one', async () => {
    const { channel, post } = await connectWebhook(hub());
    await hub().client.call(updateChannel, { params: { channelId: channel.id }, body: { newAfterClosedHours: 1 } });
    await post(textUpdate(1));
    const [first] = await conversationsOf(channel.id);
    await hub().client.call(closeConversation, { params: { conversationId: first!.id } });
    await Conversation.updateOne({ _id: first!.id }, { $set: { closedAt: new Date(Date.now() - 2 * 3_600_000) } });

    await Promise.all([post(textUpdate(2)), post(textUpdate(3))]);

    const conversations = await conversationsOf(channel.id);
    expect(conversations).toHaveLength(2);
    expect(conversations).toMatchObject([
      { status: 'open', unread: 2 },
      { id: first!.id, status: 'closed' },
    ]);
    expect(conversations[0]!.contact.id).toBe(first!.contact.id);
  });
});

describe('a listener that fails', () => {
  test('is told again until it does well, and only then the record of the fact goes', async () => {
    const { channel, post } = await connectWebhook(hub());
    let calls = 0;
    const remove = hub().hub.facts.on('message.received', 'failing', ({ data }) => {
      if (data.conversation.channelId !== channel.id) return;
      calls += 1;
      if (calls === 1) throw new Error('not now');
    });

    await post(textUpdate(1));

    await vi.waitFor(async () => {
      expect(calls).toBe(2);
      expect(await Message.countDocuments({ channelId: new mongoose.Types.ObjectId(channel.id), unannouncedAt: { $exists: true } })).toBe(
        0,
      );
    }, patience);
    remove();
  });
});
