import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startWhatsAppWebEmulator } from '../../../bots/emulators/whatsapp-web/emulator.ts';
import { addChannel, updateChannel, getChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { deleteMessage, editMessage, listMessages, reactToMessage, retryMessage, sendMessage } from '../../api/customers/messages.ts';
import { Channel } from '../../domain/channel/model.ts';
import { Receipt } from '../../inbound/receipts.ts';
import { browserWaitMs, findBrowser } from '../browser.ts';
import { poisonPayloads } from '../hostile/poison-payloads.ts';
import { waitForNumbered } from '../hostile/stored-texts.ts';
import { useHub } from '../start-hub.ts';

// On a busy machine a browser alone takes half a minute to start.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const whatsapp = await startWhatsAppWebEmulator();
const hub = useHub({ WHATSAPP_WEB_ROOT: whatsapp.url, CHROME_PATH: await findBrowser() });
const shop = whatsapp.createPhone({ name: 'Corner Shop' });
const ann = whatsapp.createPerson({ name: 'Ann' });
const patience = { timeout: 120_000, interval: 100 };
let channelId: string;

beforeAll(async () => {
  const added = await hub().client.call(addChannel, { body: { provider: 'whatsapp-web', settings: {} } });
  channelId = added.id;
  expect(added).toMatchObject({ account: null, health: { state: 'connecting' } });
  const code = await vi.waitFor(async () => {
    const { signIn: step } = (await hub().client.call(getChannel, { params: { channelId } })).health;
    expect(step).toMatchObject({ kind: 'qr' });
    return step?.kind === 'qr' ? step.value : '';
  }, patience);
  shop.scan(code);
  await vi.waitFor(async () => {
    expect(await hub().client.call(getChannel, { params: { channelId } })).toMatchObject({
      health: { state: 'ok' },
      account: { externalId: shop.id, name: 'Corner Shop' },
    });
  }, patience);
}, browserWaitMs);

afterAll(() => whatsapp.stop());

async function conversationId(): Promise<string> {
  const [found] = (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
  return found?.id ?? '';
}

async function messages() {
  return (await hub().client.call(listMessages, { params: { conversationId: await conversationId() }, query: {} })).items;
}

async function answer(body: { text?: string; attachments?: string[]; location?: { latitude: number; longitude: number } }) {
  return hub().client.call(sendMessage, { params: { conversationId: await conversationId() }, body: { kind: 'text', ...body } });
}

async function upload(name: string, type: string, bytes: Buffer): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const response = await fetch(`${hub().url}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hub().token}` },
    body: form,
  });
  return ((await response.json()) as { id: string }).id;
}

const delivered = (id: string, state: string) =>
  vi.waitFor(async () => expect((await messages()).find((message) => message.id === id)?.delivery).toMatchObject({ state }), patience);

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test("a customer's words, files and places arrive, and what they change, take back and think of ours", async () => {
  const first = ann.sendText(shop, 'tomorow');
  ann.sendFile(shop, 'image', { bytes: png, mimeType: 'image/png' }, { caption: 'broken' });
  ann.sendFile(shop, 'ptt', { bytes: Buffer.from('OggS and the rest'), mimeType: 'audio/ogg; codecs=opus' });
  ann.sendFile(shop, 'document', { bytes: Buffer.from('%PDF-1.4'), mimeType: 'application/pdf', name: 'bill.pdf' });
  ann.sendLocation(shop, { lat: 52.5, lng: 13.4, loc: 'Home' });
  const wrong = ann.sendText(shop, 'wrong chat');

  await vi.waitFor(async () => {
    expect(await messages()).toMatchObject([
      { direction: 'in', author: { name: 'Ann' }, text: 'tomorow' },
      { text: 'broken', attachments: [{ kind: 'image', state: 'ready' }] },
      { attachments: [{ kind: 'voice', state: 'ready' }] },
      { attachments: [{ kind: 'document', name: 'bill.pdf', state: 'ready' }] },
      { location: { latitude: 52.5, longitude: 13.4, name: 'Home' } },
      { text: 'wrong chat' },
    ]);
  }, patience);
  const picture = (await messages())[1]?.attachments[0];
  expect(Buffer.from(await (await fetch(picture?.url ?? '')).arrayBuffer())).toEqual(png);
  ann.edit(shop, first, 'tomorrow');
  ann.react(shop, first, '🙏');
  ann.revoke(shop, wrong);
  await vi.waitFor(async () => {
    const [edited, , , , , gone] = await messages();
    expect(edited).toMatchObject({ text: 'tomorrow', revisions: [{ text: 'tomorow' }], reactions: [{ emoji: '🙏' }] });
    expect(gone?.deletedAt).toBeTruthy();
  }, patience);
});

test('answers of every kind reach the customer, and their receipts come back up to read', async () => {
  const before = shop.seenBy(ann).length;
  const text = await answer({ text: 'On its way' });
  await answer({ text: 'see', attachments: [await upload('a.png', 'image/png', png)] });
  await answer({ attachments: [await upload('bill.pdf', 'application/pdf', Buffer.from('%PDF-1.4 bill'))] });
  const last = await answer({ location: { latitude: 1, longitude: 2 } });

  await delivered(last.id, 'delivered');
  expect(shop.seenBy(ann).slice(before)).toMatchObject([
    { text: 'On its way', kind: 'chat' },
    { text: 'see', kind: 'image' },
    { kind: 'document', file: { name: 'bill.pdf' } },
    { kind: 'location', place: { lat: 1, lng: 2 } },
  ]);
  ann.read(shop);
  await delivered(text.id, 'read');
  await delivered(last.id, 'read');
  expect((await messages()).filter(({ direction }) => direction === 'out')).toHaveLength(4);
});

test('what we change, take back and think of theirs shows on their phone; an answer from the phone shows here', async () => {
  const conversation = await conversationId();
  const ours = await answer({ text: 'Tuesday' });
  await delivered(ours.id, 'delivered');
  const params = { conversationId: conversation, messageId: ours.id };
  await hub().client.call(editMessage, { params, body: { text: 'Wednesday' } });
  expect(shop.seenBy(ann).at(-1)).toMatchObject({ text: 'Wednesday', isEdited: true });
  await hub().client.call(deleteMessage, { params });
  expect(shop.seenBy(ann).at(-1)).toMatchObject({ isRevoked: true });
  const [theirs] = await messages();
  await hub().client.call(reactToMessage, { params: { conversationId: conversation, messageId: theirs!.id }, body: { emoji: '❤️' } });
  expect(shop.seenBy(ann)[0]?.reactions).toContainEqual({ author: shop.id, text: '❤️' });

  shop.sendText(ann, 'I called her');

  await vi.waitFor(async () => {
    expect((await messages()).at(-1)).toMatchObject({ direction: 'out', author: { type: 'system' }, text: 'I called her' });
  }, patience);
});

test('a message WhatsApp does not take fails with a reason, and goes out when it is tried again', async () => {
  whatsapp.faults.add({ kind: 'refuse-send', times: 1 });
  const refused = await answer({ text: 'once more' });
  await delivered(refused.id, 'failed');
  expect((await messages()).at(-1)?.delivery).toMatchObject({ reason: 'invalid-content' });

  await hub().client.call(retryMessage, { params: { conversationId: await conversationId(), messageId: refused.id } });

  await delivered(refused.id, 'delivered');
  expect(shop.seenBy(ann).filter(({ text }) => text === 'once more')).toHaveLength(1);
});

test('paused and resumed it needs no new code, and finds what was written meanwhile', async () => {
  const call = (isPaused: boolean) => hub().client.call(updateChannel, { params: { channelId }, body: { isPaused } });
  await call(true);
  await vi.waitFor(() => expect(whatsapp.pages()).toBe(0), patience);
  ann.sendText(shop, 'anybody there?');
  shop.sendText(ann, 'in a minute');

  await call(false);

  await vi.waitFor(async () => {
    expect((await messages()).slice(-2)).toMatchObject([
      { direction: 'in', text: 'anybody there?' },
      { direction: 'out', text: 'in a minute' },
    ]);
  }, patience);
  expect((await messages()).filter(({ text }) => text === 'once more')).toHaveLength(1);
});

/** A message of each kind, with everything that is read of it. */
const kinds = [
  { type: 'chat', body: 'poison', quotedStanzaID: 'AB', quotedParticipant: '1@c.us', quotedMsg: { type: 'chat', body: 'before' } },
  { type: 'image', caption: 'poison', directPath: '/media/0', mimetype: 'image/png', size: 3, mediaKey: 'k', isViewOnce: false },
  { type: 'ptt', directPath: '/media/0', mimetype: 'audio/ogg', size: 3, mediaKey: 'k', duration: '3', isForwarded: true },
  { type: 'document', directPath: '/media/0', filename: 'a.pdf', mimetype: 'application/pdf', size: 3, mediaKey: 'k' },
  { type: 'location', lat: 1, lng: 2, loc: 'Home\nMain Street', clientUrl: 'https://a.example' },
  { type: 'vcard', body: 'BEGIN:VCARD\nFN:Bo\nTEL:+1\nEND:VCARD' },
  { type: 'multi_vcard', vcardList: [{ vcard: 'BEGIN:VCARD\nFN:Bo\nEND:VCARD' }] },
  { type: 'list_response', body: 'Yes', listResponse: { title: 'Yes', singleSelectReply: { selectedRowId: '1' }, description: 'd' } },
  { type: 'buttons_response', body: 'Yes', selectedButtonId: '1' },
  { type: 'poll_creation', pollName: 'When?', pollOptions: [{ name: 'now' }] },
  { type: 'order', orderId: '1', title: 'An order', body: 'b' },
  { type: 'groups_v4_invite', inviteGrpName: 'g', inviteCode: 'c' },
];

test('two hundred broken messages by way of the page spoil none that stand between them, and the account goes on', async () => {
  const opened = whatsapp.pagesSoFar();
  const poison = poisonPayloads(kinds, 200);
  ann.sendText(shop, 'neighbour 0');
  poison.forEach((fields, nth) => {
    ann.sendRaw(shop, { ...(fields as object) });
    ann.sendText(shop, `neighbour ${nth + 1}`);
  });
  await waitForNumbered({ channelId, word: 'neighbour', count: 201 }, patience);

  expect(await Receipt.countDocuments({ channelId })).toBeGreaterThan(0);
  const said = await answer({ text: 'Still here' });
  await delivered(said.id, 'delivered');
  expect(whatsapp.pagesSoFar()).toBe(opened);
});

test('says when the phone unlinked it, and holds up what is answered until it is linked again', async () => {
  shop.unlinkAll();
  const shownCode = () =>
    vi.waitFor(async () => {
      const { health } = await hub().client.call(getChannel, { params: { channelId } });
      expect(health).toMatchObject({ state: 'connecting', signIn: { kind: 'qr' } });
      return health.signIn?.kind === 'qr' ? health.signIn.value : '';
    }, patience);
  await shownCode();
  expect(await Channel.exists({ _id: channelId, sealedSession: { $exists: true } })).toBeNull();
  const texts = ['one', 'two', 'three'].map((word) => `${word} while nobody was linked`);
  for (const text of texts) await answer({ text });
  const areAll = (delivery: object) =>
    vi.waitFor(async () => {
      const waiting = (await messages()).filter(({ text }) => texts.includes(text));
      expect(waiting).toMatchObject(texts.map((text) => ({ text, delivery })));
    }, patience);
  await areAll({ state: 'queued', reason: 'auth-expired' });

  shop.scan(await shownCode());

  await areAll({ state: 'delivered' });
  expect(shop.seenBy(ann).flatMap(({ text }) => (texts.includes(text) ? [text] : []))).toEqual(texts);
});
