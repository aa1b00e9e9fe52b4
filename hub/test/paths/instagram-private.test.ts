import { afterAll, expect, test, vi } from 'vitest';
import { jpeg, mp4 } from '../../../bots/instagram-private/account.fixture.ts';
import { startInstagramPrivateEmulator } from '../../../bots/emulators/instagram-private/emulator.ts';
import { addChannel, answerSignIn, getChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { deleteMessage, listMessages, reactToMessage, retryMessage, sendMessage } from '../../api/customers/messages.ts';
import { useHub } from '../start-hub.ts';

const emulator = await startInstagramPrivateEmulator();
const hub = useHub({ INSTAGRAM_APP_ROOT: emulator.url });
afterAll(() => emulator.stop());
const patience = { timeout: 30_000, interval: 50 };
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
