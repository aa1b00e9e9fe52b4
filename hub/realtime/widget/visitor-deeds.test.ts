import mongoose from 'mongoose';
import { expect, test, vi } from 'vitest';
import { addChannel, removeChannel } from '../../api/customers/channels.ts';
import { closeConversation, getConversation } from '../../api/customers/conversations.ts';
import { getContact } from '../../api/customers/contacts.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import {
  deleteVisitorMessage,
  editVisitorMessage,
  fillLeadForm,
  listVisitorConversations,
  listVisitorMessages,
  rateConversation,
  reactAsVisitor,
  sendVisitorMessage,
  widgetApiRoot,
} from '../../api/widget/calls.ts';
import { listRatings } from '../../api/widget/ratings.ts';
import { getWidget, updateWidget } from '../../api/widget/settings.ts';
import { countCommands } from '../../database/count-commands.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectVisitor, refusalOf, visit, widgetOf, type TestVisitor } from './visitor.fixture.ts';

const hub = useHub();
const patience = { timeout: 20_000, interval: 50 };
let clients = 0;
const say = (text: string, more: object = {}) => ({ body: { clientId: `d-${(clients += 1)}`, text, ...more } });

function upload({ session }: TestVisitor, text = 'a file') {
  const body = new FormData();
  body.append('file', new Blob([text], { type: 'text/plain' }), 'note.txt');
  return fetch(`${hub().url}${widgetApiRoot}/files`, { method: 'POST', headers: { authorization: `Bearer ${session.token}` }, body });
}

test('a visitor sends a file of its own, ready at once, and nobody else can send it', async () => {
  const [ann, bob] = [await visit(hub()), await visit(hub())];
  const { id } = (await (await upload(ann)).json()) as { id: string };

  await expect(bob.call(sendVisitorMessage, say('', { attachments: [id] }))).rejects.toMatchObject({ code: 'file.unknown' });
  const sent = say('look', { attachments: [id] });
  const { message } = await ann.call(sendVisitorMessage, sent);

  expect(message.attachments).toMatchObject([{ name: 'note.txt', state: 'ready', size: 6 }]);
  expect(await (await fetch(message.attachments[0]?.url ?? '')).text()).toBe('a file');
  expect((await ann.call(sendVisitorMessage, sent)).message.id).toBe(message.id);
});

test("changes of a visitor's own message reach the team; what is the team's is not theirs to change", async () => {
  const visitor = await visit(hub());
  const { conversation, message } = await visitor.call(sendVisitorMessage, say('tomorow'));
  const inTeam = { params: { conversationId: conversation.id } };
  const note = await hub().client.call(sendMessage, { ...inTeam, body: { kind: 'note', text: 'inner' } });
  const answer = await hub().client.call(sendMessage, { ...inTeam, body: { kind: 'text', text: 'ours' } });
  const place = (messageId: string) => ({ params: { conversationId: conversation.id, messageId } });

  expect(await visitor.call(editVisitorMessage, { ...place(message.id), body: { text: 'tomorrow' } })).toMatchObject({ text: 'tomorrow' });
  await expect(visitor.call(editVisitorMessage, { ...place(answer.id), body: { text: 'x' } })).rejects.toMatchObject({
    code: 'message.not-yours',
  });
  await expect(visitor.call(reactAsVisitor, { ...place(note.id), body: { emoji: '👍' } })).rejects.toMatchObject({
    code: 'message.unknown',
  });
  const reacted = await visitor.call(reactAsVisitor, { ...place(answer.id), body: { emoji: '👍' } });
  expect(reacted.reactions).toEqual([{ emoji: '👍', by: 'me' }]);
  expect(await visitor.call(deleteVisitorMessage, place(message.id))).toMatchObject({ text: '', deletedAt: expect.any(String) });
  const { items } = await hub().client.call(listMessages, { ...inTeam, query: {} });
  expect(items.find(({ id }) => id === message.id)).toMatchObject({ revisions: [{ text: 'tomorow' }, { text: 'tomorrow' }] });
});

test('a lead form makes a contact of a visitor, and a rating of a closed conversation is on its timeline and on the list', async () => {
  const visitor = await visit(hub());
  const { conversation } = await visitor.call(sendVisitorMessage, say('hello'));
  const params = { conversationId: conversation.id };
  await visitor.call(fillLeadForm, { body: { values: { name: 'Ann', email: 'Ann@Example.com' } } });
  await expect(visitor.call(rateConversation, { params, body: { score: 5 } })).rejects.toMatchObject({ code: 'rating.not-asked' });
  await hub().client.call(closeConversation, { params });

  const rated = await visitor.call(rateConversation, { params, body: { score: 4, comment: 'quick' } });

  expect(rated.rating).toEqual({ score: 4, isAsked: false });
  const { contact } = await hub().client.call(getConversation, { params });
  expect(await hub().client.call(getContact, { params: { contactId: contact.id } })).toMatchObject({
    name: 'Ann',
    emails: ['ann@example.com'],
    kind: 'lead',
  });
  expect((await hub().client.call(listRatings, { query: { conversationId: conversation.id } })).items).toMatchObject([
    { score: 4, comment: 'quick', contactId: contact.id },
  ]);
  const { items } = await hub().client.call(listMessages, { params, query: {} });
  expect(items.at(-1)?.event).toEqual({ type: 'rated', data: { score: 4, comment: 'quick' } });
});

test('further conversations are begun only where the workspace allows it, and a repeat begins no second one', async () => {
  const visitor = await visit(hub());
  const first = await visitor.call(sendVisitorMessage, say('one'));
  expect((await visitor.call(sendVisitorMessage, say('two', { isNew: true }))).conversation.id).toBe(first.conversation.id);
  await hub().client.call(updateWidget, { body: { manyConversations: true } });

  const beside = say('three', { isNew: true });
  const [made, again] = [await visitor.call(sendVisitorMessage, beside), await visitor.call(sendVisitorMessage, beside)];

  expect(made.conversation.id).not.toBe(first.conversation.id);
  expect(again.message.id).toBe(made.message.id);
  expect((await visitor.call(listVisitorConversations, { query: {} })).items).toHaveLength(2);
});

test('a browser that comes back misses nothing and gets no note', async () => {
  const visitor = await visit(hub());
  const { conversation, message } = await visitor.call(sendVisitorMessage, say('hello'));
  const params = { conversationId: conversation.id };
  const { now } = await visitor.call(listVisitorMessages, { params, query: {} });
  for (const text of ['one', 'two']) await hub().client.call(sendMessage, { params, body: { kind: 'text', text } });
  await hub().client.call(sendMessage, { params, body: { kind: 'note', text: 'inner' } });
  await visitor.call(editVisitorMessage, { params: { ...params, messageId: message.id }, body: { text: 'hello!' } });

  const socket = await visitor.connect();
  const resumed = await socket.ask('resume', { conversations: [{ id: conversation.id, after: message.seq, changedSince: now }] });

  expect(resumed.messages[0]?.items.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(resumed.messages[0]?.changed.map(({ text }) => text)).toEqual(['hello!']);
  expect(resumed.conversations).toMatchObject([{ id: conversation.id, unread: 2 }]);
  expect(JSON.stringify(resumed)).not.toContain('inner');
});

test('sends of a minute are limited, with when to try again', async () => {
  const visitor = await visit(hub());
  await visitor.call(sendVisitorMessage, say('first'));

  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => visitor.call(sendVisitorMessage, say('flood'))));

  const refused = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as { status: number; details: unknown }] : [],
  );
  expect(refused).toHaveLength(11);
  expect(refused[0]).toMatchObject({ status: 429, details: { retryAfterSeconds: expect.any(Number) } });
});

test('only the hub itself and the sites that are named may call and connect', async () => {
  const { widgetKey } = await widgetOf(hub());
  await hub().client.call(updateWidget, { body: { allowedDomains: ['*.shop.example'] } });
  const config = (origin: string) => fetch(`${hub().url}${widgetApiRoot}/config/${widgetKey}`, { headers: { origin } });
  const { session } = await visit(hub());

  const [own, named, foreign] = [await config(hub().url), await config('https://eu.shop.example'), await config('https://evil.example')];

  expect([own.status, named.status, foreign.status]).toEqual([200, 200, 403]);
  expect(named.headers.get('access-control-allow-origin')).toBe('https://eu.shop.example');
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  const at = (origin: string) => connectVisitor(hub().url, session.token, { origin, widgetKey });
  await at('https://eu.shop.example');
  expect(await refusalOf(at('https://evil.example'))).toBe('websocket error');
  await hub().client.call(updateWidget, { body: { allowedDomains: [] } });
});

test("the widget's channel is made by the hub: not added, not removed", async () => {
  const { channelId } = await hub().client.call(getWidget);

  await expect(hub().client.call(addChannel, { body: { provider: 'widget', settings: { widgetKey: 'wk_x' } } })).rejects.toMatchObject({
    code: 'channel.built-in',
  });
  await expect(hub().client.call(removeChannel, { params: { channelId } })).rejects.toMatchObject({ code: 'channel.built-in' });
});

/** What this work itself asks of the database: sweeps and looks on a clock are tried around. */
async function budgetOf(work: () => Promise<unknown>, expected: string[]) {
  const ours = /conversations|messages|identities|contacts|widgets|channels|agents|workspaces|visitorUploads/;
  await vi.waitFor(async () => {
    await hub().hub.announcer.settled();
    const { commands } = await countCommands(mongoose.connection, work);
    expect(commands.filter((command) => ours.test(command) && !/bulkWrite|update /.test(command)).slice(0, expected.length + 1)).toEqual(
      expected,
    );
  }, patience);
}

test('a connection costs no database call, coming back two, and a list of conversations two', async () => {
  const visitor = await visit(hub());
  const { conversation } = await visitor.call(sendVisitorMessage, say('hello'));
  const socket = await visitor.connect();

  await budgetOf(() => visitor.connect(), []);
  await budgetOf(
    () => socket.ask('resume', { conversations: [{ id: conversation.id, after: 0 }] }),
    ['find conversations', 'find messages'],
  );
  await budgetOf(() => visitor.call(listVisitorConversations, { query: {} }), ['find conversations', 'aggregate messages']);
  await budgetOf(() => socket.ask('typing', { conversationId: conversation.id, isTyping: true }), []);
});

test('a message into a known conversation costs the warm way in, and one call to find the conversation', async () => {
  const visitor = await visit(hub());
  const { conversation } = await visitor.call(sendVisitorMessage, say('hello'));
  await hub().hub.announcer.settled();
  let [seen, atAnnouncement]: string[][] = [[], []];
  const listen = (event: { commandName: string; command: Record<string, unknown> }) => {
    const collection = String(event.command[event.commandName]);
    if (['conversations', 'messages', 'contacts', 'identities', 'channels', 'widgets'].includes(collection))
      seen = [...(seen ?? []), `${event.commandName} ${collection}`];
  };
  const remove = hub().hub.facts.on('message.received', 'test', ({ data }) => {
    if (data.conversation.id === conversation.id) atAnnouncement = seen;
  });
  // Sweeps look at these collections too: tried until only this message's own calls are among them.
  await vi.waitFor(
    async () => {
      [seen, atAnnouncement] = [[], []];
      const client = mongoose.connection.getClient();
      client.on('commandStarted', listen);
      await visitor.call(sendVisitorMessage, say('again'));
      client.off('commandStarted', listen);
      expect(atAnnouncement).toEqual([
        'find conversations',
        'findAndModify conversations',
        'insert messages',
        'findAndModify conversations',
      ]);
    },
    { timeout: 20_000, interval: 800 },
  );
  remove();
});
