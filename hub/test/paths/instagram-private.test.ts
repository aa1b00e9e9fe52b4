import { afterAll, expect, test, vi } from 'vitest';
import { jpeg, mp4 } from '../../../bots/instagram-private/account.fixture.ts';
import { startInstagramPrivateEmulator } from '../../../bots/emulators/instagram-private/emulator.ts';
import { addChannel, answerSignIn, getChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { deleteMessage, listMessages, reactToMessage, retryMessage, sendMessage } from '../../api/customers/messages.ts';
import { Receipt } from '../../inbound/receipts.ts';
import { poisonPayloads } from '../hostile/poison-payloads.ts';
import { waitForNumbered } from '../hostile/stored-texts.ts';
import { useHub } from '../start-hub.ts';

const emulator = await startInstagramPrivateEmulator();
const hub = useHub({ INSTAGRAM_APP_ROOT: emulator.url });
afterAll(() => emulator.stop());
/** A busy machine looks into a chat slowly. */
const patience = { timeout: 90_000, interval: 50 };
vi.setConfig({ testTimeout: 180_000 });
const password = 'a password of the shop';

/** Uploads a file to the hub; gives its id. */
async function upload(bytes: Buffer, name: string, type: string): Promise<string> {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const response = await fetch(`${hub().url}/api/v1/files`, { method: 'POST', headers: { authorization: `Bearer ${hub().token}` }, body });
  const { id } = (await response.json()) as { id: string }; // asserted by the routes' own test
  return id;
}

test('an account signs in with its second factor, and a customer and the shop say each other everything that Instagram can carry', async () => {
  const account = emulator.createAccount({ username: 'shop', fullName: 'The Shop', password, twoFactor: { by: 'totp', code: '123456' } });
  const ann = emulator.createPerson(account, { username: 'ann.lee', fullName: 'Ann Lee' });
  const channel = await hub().client.call(addChannel, {
    body: { provider: 'instagram-private', settings: { username: 'shop', password } },
  });
  expect(channel).toMatchObject({ account: null, health: { state: 'connecting' } });

  // The account waits for the code; a wrong one changes nothing.
  const health = async () => (await hub().client.call(getChannel, { params: { channelId: channel.id } })).health;
  await vi.waitFor(async () => expect((await health()).reason).toContain('authenticator'), patience);
  const type = (code: string) => hub().client.call(answerSignIn, { params: { channelId: channel.id }, body: { code } });
  await expect(type('000000')).rejects.toMatchObject({ code: 'channel.code-refused' });
  await type('123 456');
  await vi.waitFor(async () => expect((await health()).state).toBe('ok'), patience);

  // In: text, picture, voice, a place, an answer to a story, a reaction, an edit, an unsend.
  const question = ann.text('Do you have it in blue?');
  ann.photo({ bytes: jpeg, mimeType: 'image/jpeg' });
  ann.voice({ bytes: mp4(true), mimeType: 'audio/mp4' });
  ann.write('location', { location: { lat: 52.5, lng: 13.4, name: 'At home' } });
  ann.write('reel_share', { reel_share: { type: 'reply', text: 'This one', media: { id: '77_1', user: { username: 'shop' } } } });
  const slip = ann.text('oops');
  const conversation = await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
    expect(items).toMatchObject([{ contact: { name: 'Ann Lee' }, unread: 6, preview: 'oops' }]);
    return items[0]!;
  }, patience);
  const params = { conversationId: conversation.id };
  const timeline = async () => (await hub().client.call(listMessages, { params, query: {} })).items.filter(({ kind }) => kind === 'text');
  await vi.waitFor(
    async () =>
      expect(await timeline()).toMatchObject([
        { text: 'Do you have it in blue?', direction: 'in' },
        { attachments: [{ kind: 'image', state: 'ready' }] },
        { attachments: [{ kind: 'voice', state: 'ready' }] },
        { location: { name: 'At home' } },
        { text: 'This one' },
        { text: 'oops' },
      ]),
    patience,
  );
  ann.unsend(slip);
  ann.edit(question, 'Do you have it in green?');
  await vi.waitFor(async () => {
    const items = await timeline();
    expect(items[0]).toMatchObject({ text: 'Do you have it in green?', revisions: [{ text: 'Do you have it in blue?' }] });
    expect(items[5]).toMatchObject({ text: '', deletedAt: expect.any(String) });
  }, patience);

  // Out: words, a picture, a film, a voice message, a place.
  const say = (body: object) => hub().client.call(sendMessage, { params, body: { kind: 'text', ...body } });
  const [asked] = await timeline();
  const answer = await say({ text: 'Yes, **in green**', format: 'markdown', replyTo: asked!.id });
  await say({ attachments: [await upload(jpeg, 'green.jpg', 'image/jpeg')] });
  await say({ attachments: [await upload(mp4(), 'film.mp4', 'video/mp4')] });
  await say({ attachments: [await upload(mp4(true), 'voice.m4a', 'audio/mp4')] });
  await say({ location: { latitude: 1.5, longitude: 2.5, name: 'The shop' } });
  const ours = () => emulator.transcript(ann).filter(({ userId }) => userId === account.id);
  await vi.waitFor(() => expect(ours()).toHaveLength(5), patience);
  expect(ours()).toMatchObject([
    { type: 'text', body: { text: 'Yes, in green', replied_to_message: { item_id: question.id } } },
    { type: 'media', body: { media: { media_type: 1 } } },
    { type: 'media', body: { media: { media_type: 2, video_duration: 1.5 } } },
    { type: 'voice_media' },
    { type: 'text', body: { text: expect.stringContaining('The shop') } },
  ]);
  expect(emulator.world.files.size).toBeGreaterThan(0);

  // The customer reads and reacts; we react and take something back; the owner answers from the phone.
  ann.see();
  ann.react({ id: ours()[0]!.id, threadId: question.threadId }, '😍');
  emulator.writeFromPhone(account, ann, 'Written on the phone');
  await hub().client.call(reactToMessage, { params: { ...params, messageId: asked!.id }, body: { emoji: '👍' } });
  await vi.waitFor(async () => {
    const out = (await timeline()).filter(({ direction }) => direction === 'out');
    expect(out.map(({ delivery }) => delivery?.state)).toEqual(['read', 'read', 'read', 'read', 'read', 'sent']);
    expect(out[0]!.reactions).toMatchObject([{ emoji: '😍' }]);
    expect(out[5]).toMatchObject({ text: 'Written on the phone', author: { type: 'system' } });
  }, patience);
  expect(emulator.transcript(ann)[0]?.reactions).toMatchObject([{ userId: account.id, emoji: '👍' }]);
  await hub().client.call(deleteMessage, { params: { ...params, messageId: answer.id } });
  expect(ours().map(({ body }) => body['text'])).not.toContain('Yes, in green');

  // A refusal is told with its reason, and sent again by a person.
  emulator.faults.add({ kind: 'feedback', path: '/api/v1/direct_v2/threads/broadcast', times: 1 });
  const held = await say({ text: 'Once more' });
  await vi.waitFor(async () => {
    const refusal = { state: 'failed', reason: 'account-restricted', detail: expect.stringContaining('how often') };
    expect((await timeline()).at(-1)?.delivery).toMatchObject(refusal);
  }, patience);
  await hub().client.call(retryMessage, { params: { ...params, messageId: held.id } });
  await vi.waitFor(async () => expect((await timeline()).at(-1)?.delivery?.state).toBe('sent'), patience);
  expect(account.logins).toHaveLength(1);
});

/** What stands in an item beside its envelope, of each kind. */
const picture = { id: 7, media_type: 1, image_versions2: { candidates: [{ width: 1, height: 1, url: 'http://127.0.0.1:9/a' }] } };
const share = { target_url: 'https://www.instagram.com/p/1', title_text: 'A post', preview_url: 'http://127.0.0.1:9/b' };
const kinds = [
  { item_type: 'text', text: 'poison', replied_to_message: { item_id: '1', text: 'before' }, client_context: '1' },
  { item_type: 'link', link: { text: 'poison', link_context: { link_url: 'https://a.example', link_title: 't', link_summary: 's' } } },
  { item_type: 'media', media: picture },
  { item_type: 'raven_media', visual_media: { media: picture, view_mode: 'once' } },
  { item_type: 'voice_media', voice_media: { media: { media_type: 11, audio: { audio_src: 'http://127.0.0.1:9/c', duration: 1 } } } },
  {
    item_type: 'animated_media',
    animated_media: { images: { fixed_height: { url: 'http://127.0.0.1:9/d', mp4: 'http://127.0.0.1:9/e' } } },
  },
  { item_type: 'media_share', media_share: { code: 'C1', product_type: 'clips', user: { username: 'u' }, caption: { text: 'c' } } },
  { item_type: 'reel_share', reel_share: { type: 'reply', text: 'poison', media: { id: '1_1', user: { username: 'shop' } } } },
  { item_type: 'xma_media_share', xma_media_share: [share] },
  { item_type: 'location', location: { lat: 1, lng: 2, name: 'Home', address: 'Main Street' } },
  { item_type: 'placeholder', placeholder: { title: 't', message: 'm' } },
  { item_type: 'video_call_event', video_call_event: { description: 'd' } },
  { item_type: 'like', like: '❤️', reactions: { emojis: [{ sender_id: 1, emoji: '😍', timestamp: 1 }], likes: [{ sender_id: 1 }] } },
];

test('two hundred broken elements in a chat spoil none that stand between them, and the account goes on', async () => {
  const account = emulator.createAccount({ username: 'poisoned', password });
  const bo = emulator.createPerson(account, { username: 'bo' });
  const settings = { username: 'poisoned', password };
  const { id: channelId } = await hub().client.call(addChannel, { body: { provider: 'instagram-private', settings } });
  const health = async () => (await hub().client.call(getChannel, { params: { channelId } })).health.state;
  await vi.waitFor(async () => expect(await health()).toBe('ok'), patience);
  const samples = Array.from({ length: 200 }, (_, nth) => ({
    ...{ item_id: String(900_000 + nth), user_id: Number(bo.id), timestamp: emulator.clock.now() * 1000 + nth },
    ...kinds[nth % kinds.length],
  }));
  bo.text('neighbour 0');
  poisonPayloads(samples, 200).forEach((raw, nth) => {
    bo.writeRaw(raw);
    bo.text(`neighbour ${nth + 1}`);
  });

  await waitForNumbered({ channelId, word: 'neighbour', count: 201 }, patience);
  const parked = await Receipt.countDocuments({ channelId });
  expect(parked).toBeGreaterThan(0);
  // More than a look shows, so that what came before has to be reached for.
  for (let nth = 0; nth < 12; nth += 1) bo.text(`later ${nth}`);
  await waitForNumbered({ channelId, word: 'later', count: 12 }, patience);
  const [conversation] = (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
  const params = { conversationId: conversation!.id };
  await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'Still here' } });
  await vi.waitFor(
    () => expect(emulator.transcript(bo).at(-1)).toMatchObject({ userId: account.id, body: { text: 'Still here' } }),
    patience,
  );
  expect(await Receipt.countDocuments({ channelId })).toBe(parked);
  expect(await health()).toBe('ok');
  expect(account.logins).toHaveLength(1);
});
