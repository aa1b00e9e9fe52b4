import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { browserWaitMs } from '../../hub/test/browser.ts';
import { messageTo, patience, startTestAccount, type Listening, type TestAccount } from './account.fixture.ts';

// On a busy machine a browser alone takes half a minute to start.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let account: TestAccount;
let listening: Listening;

beforeAll(async () => {
  account = await startTestAccount();
  listening = account.listen();
  await account.signIn(listening);
}, browserWaitMs);

afterAll(() => account.stop());

const ofType = (type: string) => listening.events.filter((event) => event.type === type);
const file = (kind: 'image' | 'voice' | 'document', name: string, mimeType: string, bytes: Buffer) => ({
  kind,
  name,
  mimeType,
  size: bytes.length,
  open: async () => Readable.from([bytes]),
});

it('tells whose account it is once the phone has scanned the code', () => {
  expect(listening.reports.at(-1)?.account).toMatchObject({ externalId: account.shop.id, name: 'Corner Shop' });
});

it("takes in a customer's messages of every kind, in order", async () => {
  const { ann, shop } = account;
  const first = ann.sendText(shop, 'Where is my order?');
  ann.sendFile(shop, 'image', { bytes: Buffer.from('picture'), mimeType: 'image/png' }, { caption: 'this one' });
  ann.sendFile(shop, 'ptt', { bytes: Buffer.from('voice'), mimeType: 'audio/ogg; codecs=opus' });
  ann.sendFile(shop, 'document', { bytes: Buffer.from('bill'), mimeType: 'application/pdf', name: 'bill.pdf' });
  ann.sendLocation(shop, { lat: 52.5, lng: 13.4, loc: 'Home\nMain street 1' });
  ann.sendCard(shop, 'BEGIN:VCARD\nVERSION:3.0\nFN:Bob Lee\nTEL;type=CELL;waid=4917:+49 17\nEND:VCARD');
  ann.sendText(shop, 'that one', { answers: first });
  ann.sendRaw(shop, { type: 'hologram', body: 'x' });

  await vi.waitFor(() => expect(ofType('message')).toHaveLength(8), patience);
  expect(ofType('message')).toMatchObject([
    { externalId: first, sender: { externalId: ann.phone, name: 'Ann' }, content: { text: 'Where is my order?' } },
    { content: { text: 'this one', attachments: [{ kind: 'image', mimeType: 'image/png' }] } },
    { content: { attachments: [{ kind: 'voice' }] } },
    { content: { text: '', attachments: [{ kind: 'document', name: 'bill.pdf' }] } },
    { content: { location: { latitude: 52.5, longitude: 13.4, name: 'Home', address: 'Main street 1' } } },
    { content: { contacts: [{ name: 'Bob Lee', phones: ['+49 17'] }] } },
    { content: { text: 'that one' }, replyTo: { externalId: first, text: 'Where is my order?' } },
    { content: { unsupported: true, unsupportedType: 'hologram' } },
  ]);
});

it('fetches the bytes of a file, and says when they are gone', async () => {
  const { ann, shop, emulator } = account;
  const id = ann.sendFile(shop, 'image', { bytes: Buffer.from('the picture'), mimeType: 'image/png' });
  await vi.waitFor(() => expect(JSON.stringify(listening.events)).toContain(id), patience);

  const { stream, ...rest } = await listening.connection.fetchFile(id, new AbortController().signal);

  expect((await buffer(stream)).toString()).toBe('the picture');
  expect(rest).toEqual({ size: 11, mimeType: 'image/png' });
  emulator.faults.add({ kind: 'lose-file', times: 1 });
  await expect(listening.connection.fetchFile(id, new AbortController().signal)).rejects.toMatchObject({ reason: 'media' });
});

it('sends texts, files and places, and tells how far they came', async () => {
  const { ann, shop } = account;
  const before = shop.seenBy(ann).length;
  const asked = ann.sendText(shop, 'Well?');

  const text = await listening.connection.send(messageTo(ann, { text: 'On its **way**', format: 'markdown', replyTo: asked }));
  await listening.connection.send(messageTo(ann, { text: 'look', attachments: [file('image', 'a.png', 'image/png', Buffer.from('png'))] }));
  await listening.connection.send(messageTo(ann, { attachments: [file('voice', 'v.ogg', 'audio/ogg', Buffer.from('ogg'))] }));
  await listening.connection.send(messageTo(ann, { attachments: [file('document', 'b.pdf', 'application/pdf', Buffer.from('pdf'))] }));
  await listening.connection.send(messageTo(ann, { location: { latitude: 1, longitude: 2, name: 'Shop' } }));

  const seen = shop.seenBy(ann).slice(before + 1);
  expect(seen).toMatchObject([
    { isFromAccount: true, text: 'On its *way*', answers: asked.split('_')[2] },
    { kind: 'image', text: 'look' },
    { kind: 'ptt', file: { mimeType: 'audio/ogg; codecs=opus' } },
    { kind: 'document', file: { name: 'b.pdf' } },
    { kind: 'location', place: { lat: 1, lng: 2, words: 'Shop' } },
  ]);
  expect(text.parts).toEqual([{ externalId: seen[0]?.id }]);
  expect(shop.typingSeenBy(ann)).toContain('recording');
  ann.read(shop);
  await vi.waitFor(() => {
    const states = ofType('receipt').flatMap((event) =>
      event.type === 'receipt' && event.externalIds[0] === text.parts[0]?.externalId ? [event.state] : [],
    );
    expect(states).toEqual(['sent', 'delivered', 'read']);
  }, patience);
  expect(ofType('message').filter((event) => event.type === 'message' && event.echo)).toEqual([]);
});

it("changes, takes back and reacts, both ways, and takes none of it for the customer's", async () => {
  const { ann, shop } = account;
  const theirs = ann.sendText(shop, 'tomorow');
  ann.edit(shop, theirs, 'tomorrow');
  ann.react(shop, theirs, '👍');
  ann.react(shop, theirs, '');
  const { parts } = await listening.connection.send(messageTo(ann, { text: 'Tuesday' }));
  const ids = parts.map(({ externalId }) => externalId);
  await listening.connection.edit?.(ann.phone, ids, messageTo(ann, { text: 'Wednesday' }));
  await listening.connection.react?.(ann.phone, theirs, '❤️');
  const seen = () => shop.seenBy(ann);
  expect(seen().at(-1)).toMatchObject({ text: 'Wednesday', isEdited: true });
  expect(seen().at(-2)).toMatchObject({ text: 'tomorrow', reactions: [{ author: shop.id, text: '❤️' }] });
  await listening.connection.delete?.(ann.phone, ids);
  expect(seen().at(-1)).toMatchObject({ isRevoked: true });
  ann.revoke(shop, theirs);

  await vi.waitFor(() => expect(ofType('delete')).toHaveLength(1), patience);
  expect(ofType('delete')).toMatchObject([{ externalIds: [theirs] }]);
  expect(ofType('edit')).toMatchObject([{ externalId: theirs, content: { text: 'tomorrow' } }]);
  expect(ofType('reaction')).toMatchObject([{ externalId: theirs, emojis: ['👍'] }, { emojis: [] }]);
});

it('looks a person up, marks a chat as read when told to, and not by answering', async () => {
  const { ann, shop } = account;
  const id = ann.sendText(shop, 'seen?');
  await vi.waitFor(() => expect(JSON.stringify(listening.events)).toContain(id), patience);
  await listening.connection.send(messageTo(ann, { text: 'not yet' }));
  expect(shop.unreadOf(ann)).toBeGreaterThan(0);
  await listening.connection.markRead?.(ann.phone, id);
  expect(shop.unreadOf(ann)).toBe(0);
  expect(await listening.connection.fetchProfile?.({ externalId: ann.phone, name: '?' })).toEqual({
    name: 'Ann',
    phone: `+${ann.phone.replace('@c.us', '')}`,
  });
});

it('shows what was written on the phone as an echo', async () => {
  const { ann, shop } = account;
  const id = shop.sendText(ann, 'from the phone');

  await vi.waitFor(() => {
    expect(ofType('message').at(-1)).toMatchObject({
      externalId: id,
      echo: true,
      sender: { externalId: ann.phone, name: 'Ann' },
      content: { text: 'from the phone' },
    });
  }, patience);
});
