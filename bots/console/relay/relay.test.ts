import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import { png } from '../../emulators/telegram/test-files.ts';
import { newId } from '../test/memory-records.fixture.ts';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

type AttachmentView = MessageView['attachments'][number];

function stored(name: string, kind: AttachmentView['kind'], more: Partial<AttachmentView> = {}): AttachmentView {
  const id = newId();
  const bytes = kind === 'image' ? png : Buffer.from(`bytes of ${name}`);
  const mimeType = 'application/octet-stream';
  desk.hub.files.set(id, { name, mimeType, kind, bytes });
  return { id, kind, name, mimeType, size: bytes.length, url: null, state: 'ready', ...more };
}

test('an album with a caption comes to two agents below the card, uploaded once', async () => {
  const bob = desk.telegram.createUser({ firstName: 'Bob' });
  desk.join(bob);
  const attachments = [stored('a.jpg', 'image'), stored('b.jpg', 'image'), stored('c.jpg', 'image')];

  await desk.hub.customerWrites('Zoe', 'my photos', { attachments });
  await desk.quiet();

  for (const user of [desk.ann, bob]) {
    const album = desk.seen(user).filter(({ media }) => media?.kind === 'photo');
    expect(album).toHaveLength(3);
    expect(new Set(album.map(({ albumId }) => albumId)).size).toBe(1);
    expect(album[0]?.caption).toContain('my photos');
  }
  const links = desk.records.all.links.filter(({ kind }) => kind === 'relay');
  expect(links.map(({ part }) => part).toSorted((a, b) => a - b)).toEqual([100, 100, 101, 101, 102, 102]);
});

test.each([
  ['document', 'document'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['voice', 'voice'],
  ['sticker', 'sticker'],
] as const)('a %s comes as one', async (kind, shape) => {
  await desk.hub.customerWrites('Zoe', '', { attachments: [stored(`x.${kind}`, kind)] });
  await desk.quiet();

  expect(desk.seen(desk.ann).map(({ media }) => media?.kind)).toContain(shape);
});

test('a file that is too large for Telegram is named instead of sent', async () => {
  await desk.hub.customerWrites('Zoe', 'big', { attachments: [stored('film.mkv', 'document', { size: 50.1 * 1024 * 1024 })] });

  const hint = await desk.shown(desk.ann, 'too large for Telegram');

  expect(hint.text).toContain('film.mkv');
});

test('a place, a contact card and an unknown kind are shown as what they are', async () => {
  await desk.hub.customerWrites('Zoe', '', { location: { latitude: 52.5, longitude: 13.4, name: 'Office' } });
  await desk.hub.customerWrites('Zoe', '', { contacts: [{ name: 'Max', phones: ['+49 30'], emails: [] }] });
  await desk.hub.customerWrites('Zoe', '', { unsupported: true, unsupportedType: 'poll' });
  await desk.quiet();

  const words = desk.seen(desk.ann).map(({ text }) => text ?? '');
  expect(words.join('\n')).toContain('📍 Office');
  expect(words.join('\n')).toContain('👤 Max · +49 30');
  expect(words.join('\n')).toContain('Unsupported message (poll)');
  expect(desk.seen(desk.ann).some(({ attachment }) => attachment && 'location' in attachment)).toBe(true);
});

test('a file that is still being fetched holds only its own message back, then comes as itself', async () => {
  const file = stored('later.jpg', 'image', { state: 'pending' });
  const message = await desk.hub.customerWrites('Zoe', 'see this', { attachments: [file] });
  await desk.shown(desk.ann, 'see this');

  await desk.hub.change(message, { attachments: [{ ...file, state: 'ready' }] }, 'attachments');
  await desk.telegram.waitFor(() => desk.seen(desk.ann).some(({ media }) => media?.kind === 'photo'));

  expect(desk.seen(desk.ann).filter(({ media }) => media?.kind === 'photo')).toHaveLength(1);
});

test('an exchanged file is exchanged in the copy, and comes anew where Telegram can’t', async () => {
  const { ann, seen, quiet } = desk;
  const [one, two, voice] = [stored('one.jpg', 'image'), stored('two.pdf', 'document'), stored('three.ogg', 'voice')];
  const message = await desk.hub.customerWrites('Zoe', 'my form', { attachments: [one] });
  await quiet();
  const copy = seen(ann).find(({ media }) => media?.kind === 'photo');
  const current = () => seen(ann).filter(({ media }) => media !== undefined);

  await desk.hub.change(
    message,
    { attachments: [{ ...two, state: 'pending' }], text: 'my new form', editedAt: new Date().toISOString() },
    'text',
  );
  await quiet();
  await desk.hub.change(message, { attachments: [two] }, 'attachments');
  await quiet();
  expect(current()).toMatchObject([{ messageId: copy?.messageId, media: { kind: 'document', name: 'two.pdf' } }]);
  expect(current()[0]?.caption).toContain('my new form');

  await desk.hub.change(message, { attachments: [voice] }, 'attachments');
  await quiet();
  expect(current()).toMatchObject([{ media: { kind: 'voice' } }]);
  expect(current()[0]?.messageId).not.toBe(copy?.messageId);
});

test('a text over several messages keeps each of them right through edits: changed, added, taken away, made anew', async () => {
  const { ann, seen, quiet } = desk;
  await desk.hub.customerWrites('Zoe', 'hello');
  await quiet();
  const long = (letter: string, times: number) => `${`${letter}${'x'.repeat(99)}\n`.repeat(times)}end ${letter}`;
  const message = await desk.hub.customerWrites('Zoe', long('a', 60));
  await quiet();
  const pieces = () => seen(ann).filter(({ text }) => /^(?:[abcd]x|.*end [abcd]|Zoe[^\n]*\n[abcd]x)/s.test(text ?? ''));
  const whole = () =>
    pieces()
      .map(({ text }) => text)
      .join('\n');
  expect(pieces()).toHaveLength(2);
  const edit = async (text: string) => {
    await desk.hub.change(message, { text, editedAt: new Date().toISOString() }, 'text');
    await quiet();
  };

  await edit(long('b', 60));
  expect(whole()).toContain(long('b', 60));
  expect(whole()).not.toContain('ax');
  await edit(long('c', 100));
  expect(pieces()).toHaveLength(3);
  expect(whole()).toContain(long('c', 100));
  const lost = pieces()[1];
  if (lost) ann.delete(lost);
  await edit(long('d', 60));
  expect(pieces()).toHaveLength(2);
  expect(whole()).toContain(long('d', 60));
  expect(whole()).not.toContain('cx');
});

test('the customer’s deletion and reaction are shown on the copy', async () => {
  await desk.hub.customerWrites('Zoe', 'first');
  await desk.quiet();
  const message = await desk.hub.customerWrites('Zoe', 'oops');
  await desk.shown(desk.ann, 'oops');
  await desk.quiet();

  await desk.hub.change(message, { deletedAt: new Date().toISOString() }, 'deleted');
  const copy = await desk.shown(desk.ann, '(deleted)');

  expect(copy.text).toContain('oops');
  expect(copy.entities?.some(({ type }) => type === 'strikethrough')).toBe(true);
});

test('a colleague’s answer and note from the web are shown to the owner, the agent’s own message is not repeated', async () => {
  const { conversationId } = await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await desk.shown(desk.ann, 'Hi');
  desk.ann.replyTo(card, 'mine');
  await desk.telegram.waitFor(() => desk.sentTexts().includes('mine'));
  await desk.quiet();
  const conversation = desk.hub.conversations.get(conversationId);
  if (!conversation) throw new Error('no conversation');

  const author = { type: 'agent' as const, id: newId(), name: 'Bob' };
  const note = desk.hub.addMessage(conversation, { kind: 'note', text: 'vip', author });
  await desk.hub.announce('message.noted', { conversation, message: note });
  const answer = desk.hub.addMessage(conversation, { text: 'from *Bob*', format: 'markdown', author });
  await desk.hub.announce('message.sent', { conversation, message: answer });

  expect((await desk.shown(desk.ann, 'vip')).text).toContain('📝 Note by Bob');
  expect((await desk.shown(desk.ann, 'from Bob')).entities?.some(({ type }) => type === 'italic')).toBe(true);
  expect(desk.seen(desk.ann).filter(({ text }) => text?.includes('mine'))).toEqual([]);
});

test('words with marks keep them on their way to the customer', async () => {
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await desk.shown(desk.ann, 'Hi');

  desk.ann.replyTo(card, 'very important', { entities: [{ type: 'bold', offset: 5, length: 9 }] });
  await desk.telegram.waitFor(() => desk.sentTexts().length === 1);

  const [sent] = desk.hub.messages.filter(({ direction, kind }) => direction === 'out' && kind === 'text');
  expect(sent).toMatchObject({ text: 'very **important**', format: 'markdown' });
});

test('a file over 20 MB from an agent is refused before anything is sent', async () => {
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await desk.shown(desk.ann, 'Hi');

  desk.ann.sendDocument(desk.bot, { bytes: Buffer.alloc(20.1 * 1024 * 1024), name: 'big.zip' }, { replyTo: card });
  await desk.shown(desk.ann, 'at most 20 MB');

  expect(desk.sentTexts()).toEqual([]);
});
