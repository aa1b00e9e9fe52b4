import { afterEach, expect, test, vi } from 'vitest';
import { orderlyDelivery } from '../../../bots/emulators/instagram/delivery/knobs.ts';
import { getChannel, updateChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { patience, samples, useInstagram } from '../instagram-account.ts';
import { findInstagramViolations } from './instagram-checker.ts';

const { hub, emulator, connectAccount } = useInstagram();
afterEach(() => {
  emulator().faults.clear();
  Object.assign(emulator().delivery, orderlyDelivery);
});

/** A shop and a customer who wrote once. */
async function openTalk() {
  const shop = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann' });
  ann.sendText(shop.account, 'hello');
  await shop.messages(1);
  const stateOf = async (text: string) => (await shop.timeline()).find((message) => message.text === text)?.delivery;
  return { shop, ann, stateOf, violations: () => findInstagramViolations(emulator(), shop, [ann]) };
}

test('webhooks that come five times, in any order and several in one, are one message each, with edits and unsends that came before them', async () => {
  const shop = await connectAccount();
  const people = ['Ann', 'Bob', 'Eve'].map((name) => emulator().createPerson({ name }));
  Object.assign(emulator().delivery, { duplicates: 4, shuffle: true, batch: 3, isHeld: true });
  for (const person of people) {
    const sent = Array.from({ length: 6 }, (_, at) => person.sendText(shop.account, `${person.name} says ${at}`));
    person.edit(shop.account, sent[3]!, `${person.name} says three`);
    person.unsend(shop.account, sent[5]!);
    person.react(shop.account, sent[4]!, '🔥');
  }
  emulator().flush();

  expect(await findInstagramViolations(emulator(), shop, people)).toEqual([]);
  const { items } = await hub().client.call(listConversations, { query: { channel: shop.channel.id } });
  expect(items.map(({ unread }) => unread)).toEqual([6, 6, 6]);
});

test('a storm of 429 and 5xx delays what is sent, loses nothing of it, doubles nothing and keeps its order', async () => {
  const { shop, ann, violations } = await openTalk();
  emulator().faults.add({ kind: '429', method: 'messages', retryAfter: 1, times: 1 });
  emulator().faults.add({ kind: '500', method: 'messages', times: 1 });
  emulator().faults.add({ kind: 'transient', method: 'messages', times: 1 });
  const texts = Array.from({ length: 5 }, (_, at) => `answer ${at}`);
  for (const text of texts) await shop.reply({ text });

  expect(await violations()).toEqual([]);
  const seen = emulator()
    .transcript(shop.account, ann)
    .filter(({ from }) => from === 'account');
  expect(seen.map(({ text }) => text)).toEqual(texts);
});

test('a line that is cut before Instagram took a message leaves a doubt, one cut afterwards leaves none, and neither is sent again', async () => {
  const { shop, ann, stateOf, violations } = await openTalk();
  emulator().faults.add({ kind: 'cut-before', method: 'messages', times: 1 });
  await shop.reply({ text: 'lost on the way' });
  await vi.waitFor(async () => expect(await stateOf('lost on the way')).toMatchObject({ state: 'unknown', reason: 'no-answer' }), patience);
  emulator().faults.add({ kind: 'cut-after', method: 'messages', times: 1 });
  await shop.reply({ text: 'taken' });
  await shop.reply({ text: 'surely' });

  await vi.waitFor(async () => expect(await stateOf('taken')).toEqual({ state: 'sent' }), patience);
  expect(await violations()).toEqual([]);
  expect(await stateOf('lost on the way')).toMatchObject({ state: 'unknown' });
  expect(
    emulator()
      .transcript(shop.account, ann)
      .map(({ text }) => text),
  ).toEqual(['hello', 'taken', 'surely']);
});

test('a token that ends midway holds up what is sent with its reason and shows on the channel; with a new one all of it goes out', async () => {
  const { shop, stateOf, violations } = await openTalk();
  const params = { channelId: shop.channel.id };
  const health = async () => (await hub().client.call(getChannel, { params })).health;
  shop.account.revokeToken(shop.account.token);
  const sent = [await shop.reply({ text: 'one' }), await shop.reply({ text: 'two' })];
  for (const { text } of sent)
    await vi.waitFor(async () => expect(await stateOf(text)).toMatchObject({ state: 'queued', reason: 'auth-expired' }), patience);
  await vi.waitFor(
    async () => expect(await health()).toMatchObject({ state: 'failed', reason: expect.stringContaining('access token') }),
    patience,
  );

  await hub().client.call(updateChannel, { params, body: { settings: { accessToken: shop.account.issueToken() } } });

  await vi.waitFor(
    async () => expect([await stateOf('one'), await stateOf('two')]).toEqual([{ state: 'sent' }, { state: 'sent' }]),
    patience,
  );
  expect(await health()).toMatchObject({ state: 'ok' });
  expect(await violations()).toEqual([]);
});

test('a media server that is down, or breaks a file off, delays a file and not its message; an address that has ended is said', async () => {
  const { shop, ann } = await openTalk();
  const states = async () => (await shop.timeline()).flatMap(({ attachments }) => attachments.map(({ state }) => state));
  emulator().faults.add({ kind: '500', method: 'cdn', times: 1 });
  ann.sendMedia(shop.account, 'image', samples.png);
  await shop.messages(2);
  emulator().faults.add({ kind: 'cut-after', method: 'cdn', times: 1 });
  ann.sendMedia(shop.account, 'file', samples.pdf);
  await shop.messages(3);
  await vi.waitFor(async () => expect(await states()).toEqual(['ready', 'ready']), { ...patience, timeout: 60_000 });

  emulator().delivery.isHeld = true;
  ann.sendMedia(shop.account, 'image', samples.png);
  emulator().clock.advance(49 * 3_600_000);
  emulator().flush();
  await shop.messages(4);
  await vi.waitFor(async () => expect((await states()).at(-1)).toBe('expired'), patience);
});
