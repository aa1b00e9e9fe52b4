import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

test('comes as a card with the customer words and buttons', async () => {
  const { ann, shown } = desk;
  await desk.hub.customerWrites('Zoe', 'Where is my order?');

  const card = await shown(ann, 'Where is my order?');

  expect(card.text).toContain('#1');
  expect(card.text).toContain('Zoe');
  expect(card.buttons.flat().map(({ text }) => text)).toContain('✋ Take');
});

test('a burst of messages is one card, a later message is its own', async () => {
  const { ann, seen, shown, quiet } = desk;
  await desk.hub.customerWrites('Zoe', 'Hello');
  await desk.hub.customerWrites('Zoe', 'Anybody there?');
  const card = await shown(ann, 'Hello');
  await quiet();

  await desk.hub.customerWrites('Zoe', 'Please answer');
  const later = await shown(ann, 'Please answer');

  expect(card.text).toContain('Anybody there?');
  expect(later.messageId).not.toBe(card.messageId);
  expect(seen(ann).filter(({ text }) => text?.includes('Anybody there?'))).toHaveLength(1);
});

test('taken by ten agents at once belongs to one, and nine are told who has it', async () => {
  const { telegram, ann, join, seen, shown, quiet } = desk;
  const others = Array.from({ length: 9 }, (_, index) => telegram.createUser({ firstName: `Agent${index}` }));
  others.forEach((user) => join(user));
  await desk.hub.customerWrites('Zoe', 'Hi');
  const cards = await Promise.all([ann, ...others].map(async (user) => ({ user, card: await shown(user, 'Hi') })));

  const answers = await Promise.all(cards.map(({ user, card }) => user.press(card, '✋ Take')));

  expect(answers.filter(({ text }) => text === 'It is yours')).toHaveLength(1);
  expect(answers.filter(({ text, showAlert }) => showAlert && text?.startsWith('Already taken by'))).toHaveLength(9);
  await quiet();
  const [owner] = desk.hub.conversations.values();
  for (const { user, card } of cards) {
    const copy = seen(user).find(({ messageId }) => messageId === card.messageId);
    expect(copy?.text).toContain(`Taken by ${owner?.assigneeName ?? ''}`);
  }
});

test('goes only to who got the conversation before the others had heard of it', async () => {
  const { ann, annAgent, hub, telegram, join, seen, shown, quiet } = desk;
  const bob = telegram.createUser({ firstName: 'Bob' });
  join(bob);
  const { conversationId } = await hub.customerWrites('Zoe', 'Hi');
  const conversation = hub.conversations.get(conversationId);
  if (!conversation) throw new Error('the conversation is not there');
  Object.assign(conversation, { assigneeId: annAgent.id, assigneeName: 'Ann' });
  await hub.announce('conversation.assigned', { conversation, fromAgentId: null, toAgentId: annAgent.id, departmentId: null });

  await shown(ann, 'Hi');
  await quiet();

  expect(seen(bob).filter(({ text }) => text?.includes('Hi'))).toEqual([]);
});

test('snoozes by preset, closes with undo, and hands over to a colleague', async () => {
  const { ann, seen, shown, quiet } = desk;
  desk.hub.addAgent({ name: 'Bob' });
  const { conversationId } = await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  const current = () => seen(ann).find(({ messageId }) => messageId === card.messageId) ?? card;
  const state = () => desk.hub.conversations.get(conversationId);

  await ann.press(current(), '💤 Snooze…');
  await ann.press(current(), 'Until reply');
  expect(state()?.status).toBe('snoozed');
  await quiet();

  await ann.press(current(), '✅ Close');
  expect(state()?.status).toBe('closed');
  await ann.press(await shown(ann, 'is closed'), 'Undo');
  expect(state()?.status).toBe('open');
  await quiet();

  await ann.press(current(), 'Assign…');
  const bob = current()
    .buttons.flat()
    .find(({ text }) => text.includes('Bob'));
  await ann.press(current(), bob?.text ?? '');
  expect(state()?.assigneeName).toBe('Bob');
});

test('shows a note prompt whose answer stays inside', async () => {
  const { telegram, bot, ann, shown, sentTexts, notes } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  await ann.press(await shown(ann, 'Hi'), '📝 Note');
  await shown(ann, 'Only the team sees it');

  ann.sendText(bot, 'call her tomorrow');
  await telegram.waitFor(() => notes().length > 0);

  expect(notes()).toEqual(['call her tomorrow']);
  expect(sentTexts()).toEqual([]);
});

test('taking over a colleague’s conversation needs the permission and a second press', async () => {
  const { telegram, ann, annAgent, join, shown, quiet, seen } = desk;
  const bob = telegram.createUser({ firstName: 'Bob' });
  join(bob);
  const { conversationId } = await desk.hub.customerWrites('Zoe', 'Hi');
  const owner = () => desk.hub.conversations.get(conversationId)?.assigneeName;
  const card = await shown(ann, 'Hi');
  await bob.press(await shown(bob, 'Hi'), '✋ Take');

  ann.replyTo(card, '/take');
  await shown(ann, 'Already taken by Bob');
  expect(seen(ann).some(({ text }) => text?.includes('Take it over?'))).toBe(false);
  annAgent.permissions = ['conversation.take-over'];
  ann.replyTo(card, '/take');
  const question = await shown(ann, 'Take it over?');
  await quiet();
  expect(owner()).toBe('Bob');
  await ann.press(question, 'Take over');

  expect(owner()).toBe('Ann');
});

test('who hands over is offered a note for the colleague, which stays inside; a department takes a conversation by button', async () => {
  const { telegram, bot, ann, seen, shown, notes, sentTexts, quiet } = desk;
  desk.hub.addAgent({ name: 'Bob' });
  desk.hub.departments.push({ id: 'd'.repeat(24), name: 'Sales' });
  const { conversationId } = await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  const current = () => seen(ann).find(({ messageId }) => messageId === card.messageId) ?? card;
  const labelOf = (words: string) =>
    current()
      .buttons.flat()
      .find(({ text }) => text.includes(words))?.text ?? '';

  await ann.press(current(), 'Assign…');
  await ann.press(current(), labelOf('Bob'));
  await ann.press(await shown(ann, 'is given to Bob'), '📝 Add a note for them');
  await shown(ann, 'What should your colleague know?');
  ann.sendText(bot, 'she is a regular');
  await telegram.waitFor(() => notes().length > 0);
  await quiet();
  await ann.press(current(), 'Transfer…');
  await ann.press(current(), 'Department…');
  await ann.press(current(), 'Sales');

  expect(notes()).toEqual(['she is a regular']);
  expect(sentTexts()).toEqual([]);
  expect(desk.hub.conversations.get(conversationId)).toMatchObject({ assigneeId: null, departmentId: 'd'.repeat(24) });
});
