import { afterEach, expect, test, vi } from 'vitest';
import { orderlyDelivery } from '../../../bots/emulators/instagram/delivery/knobs.ts';
import { testChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { patience, samples, useInstagram } from '../instagram-account.ts';
import { findInstagramViolations } from './instagram-checker.ts';

const { hub, emulator, connectAccount } = useInstagram();
afterEach(() => {
  emulator().faults.clear();
  Object.assign(emulator().delivery, orderlyDelivery);
});

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

test('a message that Instagram refuses for its credentials, though the account was found well, fails and holds nobody else up', async () => {
  const shop = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann' });
  ann.sendText(shop.account, 'hello');
  await shop.messages(1);
  const stateOf = async (text: string) => (await shop.timeline()).find((message) => message.text === text)?.delivery;
  emulator().faults.add({ kind: 'token-expired', method: 'messages', times: 2 });
  await shop.reply({ text: 'not this' });
  await shop.reply({ text: 'but this' });
  const waiting = { state: 'queued', reason: 'auth-expired' };
  await vi.waitFor(async () => expect([await stateOf('not this'), await stateOf('but this')]).toMatchObject([waiting, waiting]), patience);

  await hub().client.call(testChannel, { params: { channelId: shop.channel.id } });

  const ends = [{ state: 'failed', reason: 'auth-expired' }, { state: 'sent' }];
  await vi.waitFor(async () => expect([await stateOf('not this'), await stateOf('but this')]).toMatchObject(ends), patience);
  expect(await findInstagramViolations(emulator(), shop, [ann])).toEqual([]);
});

test('an address of a file that has ended is said', async () => {
  const shop = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann' });
  emulator().delivery.isHeld = true;
  ann.sendMedia(shop.account, 'image', samples.png);
  emulator().clock.advance(49 * 3_600_000);
  emulator().flush();
  await shop.messages(1);
  await vi.waitFor(async () => expect((await shop.timeline())[0]?.attachments).toMatchObject([{ state: 'expired' }]), patience);
});
