import mongoose from 'mongoose';
import { describe, expect, test, vi } from 'vitest';
import { sendMessage, type MessageView } from '../../api/customers/messages.ts';
import { eraseContact } from '../../api/customers/contacts.ts';
import { assignConversation } from '../../api/customers/conversations.ts';
import { mostWatched } from '../../api/realtime.ts';
import { countCommands } from '../../database/count-commands.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectAs, openWindow, type TestSocket } from '../connect.fixture.ts';
import { startTalk } from '../talk.fixture.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });

function note(conversationId: string, text: string) {
  return hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'note', text } });
}

/** The rule of the contract: one id is one message, the higher rev wins. */
function merge(known: Map<string, MessageView>, messages: readonly MessageView[]): void {
  for (const message of messages) if ((known.get(message.id)?.rev ?? -1) < message.rev) known.set(message.id, message);
}

describe('watching', () => {
  test('answers with what follows the cursor, the head, and who else is there', async () => {
    const { conversation } = await startTalk(hub());
    const later = await note(conversation.id, 'a note');
    const window = await openWindow(hub(), await hub().addAgent({ name: 'Ann' }));

    const answer = await window.ask('conversation.watch', { conversationId: conversation.id, after: conversation.seq });

    expect(answer).toMatchObject({
      items: [later],
      cursor: later.seq,
      nextCursor: null,
      typing: [],
      conversation: { id: conversation.id },
    });
  });

  test('brings what changed meanwhile of what was read before', async () => {
    const { conversation, say } = await startTalk(hub());
    const window = await openWindow(hub(), await hub().addAgent());
    const { cursor, now } = await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });
    window.raw.disconnect();
    await say('while away');

    const back = await openWindow(hub(), await hub().addAgent());
    const answer = await back.ask('conversation.watch', { conversationId: conversation.id, after: cursor, changedSince: now });

    expect(answer.items.map(({ text }) => text)).toEqual(['while away']);
    expect(answer.changed?.map(({ seq }) => seq)).toEqual([1]);
  });

  test('resumes without a gap or a double while messages arrive, window after window', async () => {
    const { conversation } = await startTalk(hub());
    const seat = await hub().addAgent();
    const known = new Map<string, MessageView>();
    const sent: string[] = [];
    let isOver = false;
    const writing = (async () => {
      for (let at = 0; at < 60; at += 1) sent.push((await note(conversation.id, `note ${at}`)).text);
      isOver = true;
    })();
    let cursor = 0;
    const follow = async () => {
      const window = await openWindow(hub(), seat);
      window.raw.on('message', ({ message }) => merge(known, [message]));
      const answer = await window.ask('conversation.watch', { conversationId: conversation.id, after: cursor });
      merge(known, answer.items);
      cursor = answer.cursor;
      return window;
    };
    let window = await follow();
    while (!isOver) {
      window.raw.disconnect();
      window = await follow();
    }
    await writing;
    await vi.waitFor(() => expect(known.size).toBe(sent.length + 1), { timeout: 15_000 });

    const timeline = [...known.values()].sort((one, other) => one.seq - other.seq);
    expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map((_, at) => at + 1));
    expect(timeline.slice(1).map(({ text }) => text)).toEqual(sent);
  });

  test('of more conversations than a screen can hold is refused', async () => {
    const { conversation } = await startTalk(hub());
    const template = await Conversation.findOne({ _id: conversation.id }).orFail().lean();
    const copies = Array.from({ length: mostWatched }, () => ({ ...template, _id: new mongoose.Types.ObjectId(), live: false }));
    await Conversation.collection.insertMany(copies);
    const window = await openWindow(hub(), await hub().addAgent());
    for (const { _id } of copies) await window.ask('conversation.watch', { conversationId: _id.toHexString(), after: 0 });

    const input = { conversationId: conversation.id, after: 0 };
    expect(await window.send('conversation.watch', input)).toMatchObject({ ok: false, error: { code: 'request.too-many' } });
    await window.ask('conversation.unwatch', { conversationId: copies[0]!._id.toHexString() });
    await window.ask('conversation.watch', input);
    await Conversation.collection.deleteMany({ _id: { $in: copies.map(({ _id }) => _id) } });
  });

  test('gives long messages in shorter pages', async () => {
    const { conversation } = await startTalk(hub());
    for (let at = 0; at < 4; at += 1) await note(conversation.id, 'x'.repeat(100_000));
    const window = await openWindow(hub(), await hub().addAgent());

    const first = await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });
    expect(first.items.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect([first.cursor, first.nextCursor]).toEqual([3, '3']);
    const second = await window.ask('conversation.watch', { conversationId: conversation.id, after: first.cursor });
    expect(second.items.map(({ seq }) => seq)).toEqual([4, 5]);
  });
});

describe('resuming the list', () => {
  test('gives the heads that changed since, and at first nothing but the clock', async () => {
    const { conversation } = await startTalk(hub());
    const window = await openWindow(hub(), await hub().addAgent());
    const first = await window.ask('list.resume', { since: null });
    expect(first).toMatchObject({ conversations: [], isComplete: false });

    const resumed = await window.ask('list.resume', { since: first.now });

    expect(resumed.isComplete).toBe(true);
    expect(resumed.conversations.find(({ id }) => id === conversation.id)?.rev).toBeGreaterThanOrEqual(conversation.rev);
    expect(await window.ask('list.resume', { since: '2100-01-01T00:00:00.000Z' })).toMatchObject({ conversations: [], isComplete: true });
  });

  test('names what a limited seat lost sight of meanwhile', async () => {
    const { conversation } = await startTalk(hub());
    const window = await openWindow(hub(), await hub().addAgent({ role: 'agent', scope: 'own' }));
    const { now } = await window.ask('list.resume', { since: null });
    const other = await hub().addAgent();
    await hub().client.call(assignConversation, {
      params: { conversationId: conversation.id },
      body: { agentId: other.agent._id.toHexString() },
    });

    const resumed = await window.ask('list.resume', { since: now });

    expect(resumed.gone).toContain(conversation.id);
    expect(resumed.conversations.map(({ id }) => id)).not.toContain(conversation.id);
  });

  test('is not complete when a customer was erased meanwhile: the lists still show them', async () => {
    const { conversation } = await startTalk(hub());
    const window = await openWindow(hub(), await hub().addAgent());
    expect(await window.ask('list.resume', { since: new Date().toISOString() })).toMatchObject({ isComplete: true });
    const { now } = await window.ask('list.resume', { since: null });

    await hub().client.call(eraseContact, { params: { contactId: conversation.contact.id } });

    const resumed = await window.ask('list.resume', { since: now });
    expect(resumed.isComplete).toBe(false);
    expect(resumed.conversations.map(({ id }) => id)).not.toContain(conversation.id);
    const afterwards = new Date(Date.now() + 120_000).toISOString();
    expect(await window.ask('list.resume', { since: afterwards })).toMatchObject({ isComplete: true });
  });

  test('is not complete when more changed than it gives', async () => {
    const { conversation } = await startTalk(hub());
    const template = await Conversation.findOne({ _id: conversation.id }).orFail().lean();
    const at = new Date();
    const copies = Array.from({ length: 205 }, () => ({ ...template, _id: new mongoose.Types.ObjectId(), live: false, changedAt: at }));
    await Conversation.collection.insertMany(copies);
    const window = await openWindow(hub(), await hub().addAgent());

    const resumed = await window.ask('list.resume', { since: at.toISOString() });

    expect([resumed.conversations.length, resumed.isComplete]).toEqual([200, false]);
    await Conversation.collection.deleteMany({ _id: { $in: copies.map(({ _id }) => _id) } });
  });
});

describe('typing', () => {
  async function twoWindows() {
    const { conversation } = await startTalk(hub());
    const [ann, bob] = [await hub().addAgent({ name: 'Ann' }), await hub().addAgent({ name: 'Bob' })];
    const windows: [TestSocket, TestSocket, TestSocket] = [
      await openWindow(hub(), ann),
      await openWindow(hub(), ann),
      await openWindow(hub(), bob),
    ];
    const input = { conversationId: conversation.id, after: conversation.seq };
    for (const window of windows) await window.ask('conversation.watch', input);
    return { conversation, windows, input };
  }

  test('is seen by colleagues with the conversation on screen, also by who comes later, and ends by itself', async () => {
    const { conversation, windows, input } = await twoWindows();
    const [mine, mineToo, theirs] = windows;

    await mine.ask('typing', { conversationId: conversation.id, mode: 'note' });

    expect(await theirs.hear('typing')).toMatchObject({ by: { type: 'agent', name: 'Ann' }, mode: 'note' });
    const late = await openWindow(hub(), await hub().addAgent());
    expect((await late.ask('conversation.watch', input)).typing).toMatchObject([{ by: { name: 'Ann' }, mode: 'note' }]);
    await theirs.hear('typing', ({ mode }) => mode === null);
    expect([...mine.heard('typing'), ...mineToo.heard('typing')]).toEqual([]);
  });

  test('ends with the message, and with the window', async () => {
    const { conversation, windows } = await twoWindows();
    const [mine, , theirs] = windows;
    await mine.ask('typing', { conversationId: conversation.id, mode: 'note' });
    await theirs.hear('typing', ({ mode }) => mode === 'note');

    mine.raw.disconnect();

    await theirs.hear('typing', ({ mode }) => mode === null);
  });

  test('an answer shows the customer that somebody types, a note does not, and neither makes a database call', async () => {
    const { conversation, windows } = await twoWindows();
    const [mine, , theirs] = windows;

    // Sweeps make calls of their own now and then: tried until the typing has the database to itself.
    await vi.waitFor(
      async () => {
        const { commands } = await countCommands(mongoose.connection, async () => {
          for (const mode of ['reply', 'note', null] as const) await mine.ask('typing', { conversationId: conversation.id, mode });
        });
        expect(commands).toEqual([]);
      },
      { timeout: 15_000, interval: 20 },
    );

    await theirs.hear('typing', ({ mode }) => mode === 'reply');
    await vi.waitFor(() => expect(hub().telegram.requests.of('sendChatAction')).toHaveLength(1));
  });

  test('by the customer is told where the channel tells it', async () => {
    const { conversation, windows } = await twoWindows();
    const { channelId, chatId } = await Conversation.findOne({ _id: conversation.id }).orFail().lean();

    hub().hub.wake.ring('customer-typing', { channelId: channelId.toHexString(), chatId });

    expect(await windows[2].hear('typing')).toMatchObject({ by: { type: 'contact', id: conversation.contact.id }, mode: 'reply' });
  });
});

test('a client that sends without end is told to stop, and served again later', async () => {
  const window = await connectAs(hub().url, { workspaceId: hub().workspaceId.toHexString(), token: hub().token });
  const ask = () => window.send('conversation.unwatch', { conversationId: '000000000000000000000000' });

  const answers = await Promise.all(Array.from({ length: 100 }, ask));

  expect(answers.slice(0, 60).every(({ ok }) => ok)).toBe(true);
  expect(answers.at(-1)).toMatchObject({ ok: false, error: { code: 'request.too-many' } });
  await vi.waitFor(async () => expect(await ask()).toEqual({ ok: true, data: null }));
});
