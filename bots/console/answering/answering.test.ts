import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

test('a reply to the card reaches the customer, takes the conversation and is marked as delivered', async () => {
  const { telegram, bot, ann, shown, sentTexts } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');

  const reply = ann.replyTo(card, 'Good morning');
  await telegram.waitFor(() => sentTexts().includes('Good morning'));
  const [message] = desk.hub.messages.filter(({ text }) => text === 'Good morning');
  if (message) await desk.hub.change(message, { delivery: { state: 'delivered' } }, 'delivery');

  await telegram.waitFor(() => {
    const own = telegram.transcript(ann.chatWith(bot)).find(({ messageId }) => messageId === reply.messageId);
    return own?.reactions.some(({ emoji }) => emoji.includes('👍'));
  });
  expect([...desk.hub.conversations.values()][0]?.assigneeName).toBe('Ann');
});

test('a message without a target is asked about and goes where the agent says', async () => {
  const { bot, ann, shown, quiet, sentTexts } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  await desk.hub.customerWrites('Max', 'Hey');
  await quiet();

  ann.sendText(bot, 'On my way');
  const question = await shown(ann, 'To whom?');
  expect(sentTexts()).toEqual([]);
  await ann.press(question, '#2 Max');
  await quiet();

  const [message] = desk.hub.messages.filter(({ text }) => text === 'On my way');
  expect([...desk.hub.conversations.values()].find(({ id }) => id === message?.conversationId)?.contact.name).toBe('Max');
});

test('a reply to something unknown is refused in words, never sent', async () => {
  const { bot, ann, shown, sentTexts } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  await shown(ann, 'Hi');
  ann.sendText(bot, '/help');
  const help = await shown(ann, 'Reply to a message');

  ann.replyTo(help, 'to nobody');

  await shown(ann, 'Nothing was sent');
  expect(sentTexts()).toEqual([]);
});

test('an answer written before a colleague answered is held until the agent decides', async () => {
  const { telegram, ann, shown, sentTexts } = desk;
  const { conversationId } = await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  await ann.press(card, '✋ Take');
  const bob = desk.hub.addAgent({ name: 'Bob' });
  const conversation = desk.hub.conversations.get(conversationId);
  if (!conversation) throw new Error('no conversation');
  desk.hub.addMessage(conversation, { text: 'From the web', author: { type: 'agent', id: bob.id, name: 'Bob' } });

  ann.replyTo(card, 'From Telegram');
  const question = await shown(ann, 'From the web');
  expect(sentTexts()).not.toContain('From Telegram');
  await ann.press(question, 'Send anyway');

  await telegram.waitFor(() => sentTexts().includes('From Telegram'));
});

test('answering in a colleague’s conversation asks first, and Add as note keeps it inside', async () => {
  const { ann, shown, quiet, sentTexts, notes } = desk;
  const bob = desk.hub.addAgent({ name: 'Bob' });
  const { conversationId } = await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  await quiet();
  Object.assign(desk.hub.conversations.get(conversationId) ?? {}, { assigneeId: bob.id, assigneeName: 'Bob' });

  ann.replyTo(card, 'let me help');
  const question = await shown(ann, 'belongs to Bob');
  await ann.press(question, 'Add as note');
  await quiet();

  expect(sentTexts()).toEqual([]);
  expect(notes()).toEqual(['let me help']);
});

test('an album is one message with all its files', async () => {
  const { telegram, bot, ann, shown, quiet, sentTexts } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  const photo = (name: string) => ({ kind: 'photo' as const, bytes: Buffer.from(name), name });

  ann.sendAlbum(bot, [photo('a'), photo('b'), photo('c'), photo('d')], { caption: 'four', replyTo: card });
  await telegram.waitFor(() => sentTexts().length > 0);
  await quiet();

  const sent = desk.hub.messages.filter(({ direction, kind }) => direction === 'out' && kind === 'text');
  expect(sent.map(({ text, attachments }) => [text, attachments.length])).toEqual([['four', 4]]);
});

test('a place goes to the customer as a place with its name, a contact card as words, and neither loses its note', async () => {
  const { telegram, ann, shown, sentTexts, notes } = desk;
  await desk.hub.customerWrites('Zoe', 'Where are you?');
  const card = await shown(ann, 'Where are you?');
  const places = () => desk.hub.messages.filter(({ location }) => location !== undefined);

  ann.sendVenue(desk.bot, { latitude: 52.5, longitude: 13.4, title: 'Our shop', address: 'Main street 1' }, { replyTo: card });
  await telegram.waitFor(() => places().length === 1);
  ann.sendContact(desk.bot, { firstName: 'Bob', phone: '+49151' }, { replyTo: card });
  await telegram.waitFor(() => sentTexts().some((text) => text.includes('+49151')));
  await ann.press(await shown(ann, 'Where are you?'), '📝 Note');
  await shown(ann, 'Only the team sees it');
  ann.sendLocation(desk.bot, { latitude: 1, longitude: 2 });
  await telegram.waitFor(() => places().length === 2);

  expect(places()).toMatchObject([
    { kind: 'text', text: '', location: { latitude: 52.5, longitude: 13.4, name: 'Our shop', address: 'Main street 1' } },
    { kind: 'note', location: { latitude: 1, longitude: 2 } },
  ]);
  expect(notes()).toHaveLength(1);
});

test('a delivery that waits for its channel is told once, and one that failed in plain words with Retry', async () => {
  const { telegram, ann, shown, quiet } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  ann.replyTo(await shown(ann, 'Hi'), 'hello');
  const message = await telegram.waitFor(() => desk.hub.messages.find(({ text }) => text === 'hello'));
  await quiet();
  const waiting = { delivery: { state: 'queued' as const, reason: 'auth-expired' } };
  await desk.hub.change(message, waiting, 'delivery');
  await shown(ann, 'This waits');
  await desk.hub.change(message, waiting, 'delivery');
  await quiet();
  expect(desk.seen(ann).filter(({ text }) => text?.includes('This waits'))).toHaveLength(1);
  await desk.hub.change(message, { delivery: { state: 'failed', reason: 'blocked' } }, 'delivery');

  const failure = await shown(ann, 'the customer has blocked us');
  await ann.press(failure, '🔁 Retry');

  expect(message.delivery?.state).toBe('queued');
});
