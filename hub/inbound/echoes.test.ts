import { expect, test, vi } from 'vitest';
import { PendingUpdate } from '../domain/conversation/changes/pending-updates.ts';
import { patience, useInstagram } from '../test/instagram-account.ts';

const { emulator, connectAccount } = useInstagram();

async function openTalk() {
  const shop = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann' });
  ann.sendText(shop.account, 'hello');
  await shop.messages(1);
  const told = () => vi.waitFor(() => expect(emulator().pending(shop.account)).toBe(0), patience);
  const states = async () => (await shop.timeline()).map(({ text, delivery }) => [text, delivery?.state]);
  return { shop, ann, told, states };
}

test('what a provider tells of a message of ours is no second message, whether it comes after the answer or before it', async () => {
  const { shop, ann, told, states } = await openTalk();
  await shop.reply({ text: 'after' });
  await vi.waitFor(async () => expect((await states()).at(-1)).toEqual(['after', 'sent']), patience);
  emulator().faults.add({ kind: 'late', method: 'messages', times: 1 });
  await shop.reply({ text: 'before' });

  await vi.waitFor(async () => expect((await states()).at(-1)).toEqual(['before', 'sent']), patience);
  await told();
  await vi.waitFor(async () => expect(await PendingUpdate.countDocuments({ isEcho: true })).toBe(0), patience);
  ann.sendText(shop.account, 'thanks');

  await vi.waitFor(async () => expect((await states()).at(-1)?.[0]).toBe('thanks'), patience);
  expect((await states()).map(([text]) => text)).toEqual(['hello', 'after', 'before', 'thanks']);
});

test('what the owner writes on a phone while a message of ours is on its way is a message of its own, once ours has arrived', async () => {
  const { shop, ann, states } = await openTalk();
  emulator().faults.add({ kind: 'late', method: 'messages', times: 1 });
  emulator().delivery.isHeld = true;
  await shop.reply({ text: 'from the hub' });
  await vi.waitFor(() => expect(emulator().transcript(shop.account, ann)).toHaveLength(2), patience);
  shop.account.owner.sendText(ann, 'from the phone');
  emulator().flush();

  const [, ours, theirs] = await shop.messages(3);
  expect(ours).toMatchObject({ text: 'from the hub', delivery: { state: 'sent' } });
  expect(theirs).toMatchObject({ text: 'from the phone', direction: 'out', author: { type: 'system' } });
  await vi.waitFor(async () => expect(await PendingUpdate.countDocuments({ isEcho: true })).toBe(0), patience);
  expect(await states()).toHaveLength(3);
});

test('a doubt is settled by what the provider tells: the message arrived, and later receipts find it', async () => {
  const { shop, ann, states, told } = await openTalk();
  emulator().faults.add({ kind: 'cut-after', method: 'messages', times: 1 });
  emulator().delivery.isHeld = true;
  await shop.reply({ text: '**Did** it arrive?', format: 'markdown' });
  await vi.waitFor(async () => expect((await states()).at(-1)?.[1]).toBe('unknown'), patience);

  emulator().flush();
  await vi.waitFor(async () => expect((await states()).at(-1)?.[1]).toBe('sent'), patience);
  ann.see(shop.account);

  await vi.waitFor(async () => expect((await states()).at(-1)?.[1]).toBe('read'), patience);
  await told();
  expect(await states()).toHaveLength(2);
});
