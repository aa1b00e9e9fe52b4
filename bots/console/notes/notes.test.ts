import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

test('a text with a note prefix never leaves, whatever is edited later', async () => {
  const { telegram, ann, shown, sentTexts, notes } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');

  const note = ann.replyTo(card, '// secret');
  await telegram.waitFor(() => notes().includes('secret'));
  ann.edit(note, 'no prefix any more');
  await telegram.waitFor(() => notes().includes('no prefix any more'));

  expect(sentTexts()).toEqual([]);
});

test('an edit of a reply that gains a prefix leaves the customer’s copy alone and becomes a note', async () => {
  const { telegram, ann, shown, quiet, sentTexts, notes } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const reply = ann.replyTo(await shown(ann, 'Hi'), 'public');
  await telegram.waitFor(() => sentTexts().includes('public'));
  await quiet();

  ann.edit(reply, '! private');
  await shown(ann, 'kept as a note');

  expect(sentTexts()).toEqual(['public']);
  expect(notes()).toEqual(['private']);
});

test('an edit of a reply is made at the customer’s, or offered as a correction where the channel can’t', async () => {
  const { telegram, ann, shown, quiet, sentTexts } = desk;
  const { conversationId } = await desk.hub.customerWrites('Zoe', 'Hi');
  const reply = ann.replyTo(await shown(ann, 'Hi'), 'frist');
  await telegram.waitFor(() => sentTexts().includes('frist'));
  await quiet();
  ann.edit(reply, 'first');
  await telegram.waitFor(() => sentTexts().includes('first'));

  const conversation = desk.hub.conversations.get(conversationId);
  if (conversation) conversation.abilities.edit = false;
  ann.edit(reply, 'First!');
  await ann.press(await shown(ann, 'can’t change'), 'Send correction');
  await telegram.waitFor(() => sentTexts().includes('First!'));

  expect(sentTexts()).toEqual(['first', 'First!']);
});

test('the customer’s edit is shown in place with the old words, and said when it was answered already', async () => {
  const { telegram, ann, seen, shown, quiet, sentTexts } = desk;
  const message = await desk.hub.customerWrites('Zoe', 'one');
  const card = await shown(ann, 'one');
  ann.replyTo(card, 'answer');
  await telegram.waitFor(() => sentTexts().length === 1);
  await quiet();

  await desk.hub.change(
    message,
    { text: 'two', editedAt: new Date().toISOString(), revisions: [{ text: 'one', at: message.sentAt }] },
    'text',
  );
  await quiet();

  const copy = seen(ann).find(({ messageId }) => messageId === card.messageId);
  expect(copy?.text).toContain('two (edited)\none');
  expect(copy?.entities?.map(({ type }) => type)).toContain('expandable_blockquote');
  await shown(ann, 'already answered');
});

test('an album that answers the note prompt stays inside with all its parts, and the next message is a reply again', async () => {
  const { telegram, ann, bot, shown, quiet, sentTexts, notes } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  await ann.press(card, '📝 Note');
  await shown(ann, 'Only the team sees it');
  const photo = (name: string) => ({ kind: 'photo' as const, bytes: Buffer.from(name), name });

  ann.sendAlbum(bot, [photo('a'), photo('b'), photo('c')], { caption: 'receipts' });
  await expect.poll(notes, { timeout: 4000 }).toEqual(['receipts']);
  await quiet();
  ann.replyTo(card, 'hello');
  await telegram.waitFor(() => sentTexts().length > 0);

  expect(sentTexts()).toEqual(['hello']);
  expect(desk.hub.messages.find(({ text }) => text === 'receipts')?.attachments).toHaveLength(3);
});

test('an answer to a note prompt that is over is still a note', async () => {
  const { ann, shown, sentTexts, notes } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  await ann.press(await shown(ann, 'Hi'), '📝 Note');
  const prompt = await shown(ann, 'Only the team sees it');
  for (const one of desk.records.all.prompts.values()) one.expiresAt = new Date(0);

  ann.replyTo(prompt, 'too late');
  await shown(ann, 'kept as a note');

  expect(notes()).toEqual(['too late']);
  expect(sentTexts()).toEqual([]);
});
