import { expect, test, vi } from 'vitest';
import type { NewFault } from '../../../bots/emulators/whatsapp/faults.ts';
import { getChannel, updateChannel } from '../../api/customers/channels.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import { patience, useWhatsApp, type Talk } from '../whatsapp-hub.ts';

const { hub, whatsapp, messagesOf, begin, upload } = useWhatsApp();

const textsOf = async ({ params }: Talk, direction: 'in' | 'out') =>
  (await messagesOf(params.conversationId)).filter((message) => message.direction === direction).map(({ text }) => text);

const storms: [string, NewFault][] = [
  ['a broken server', { kind: '500', times: 2 }],
  ['a storm of 429', { kind: '429', times: 3, retryAfter: 1 }],
  ['an error of WhatsApp itself', { kind: 'refuse', code: 131000, times: 2 }],
];

test('what replies meet on their way is waited out: each goes out once and in order', async () => {
  await Promise.all(
    storms.map(async ([name, fault]) => {
      const talk = await begin(name);
      const { number, say, shows, atAnn } = talk;
      const added = whatsapp().faults.add({ method: 'messages', phoneNumberId: number.phoneNumberId, ...fault });
      const sent = [await say('one'), await say('two'), await say('three')];
      for (const { id } of sent) await shows({ id, delivery: { state: 'delivered' } });
      expect(added.hits, name).toBe(fault.times);
      expect(
        atAnn().map(({ text }) => text),
        name,
      ).toEqual(['one', 'two', 'three']);
    }),
  );
}, 180_000);

test('an answer that is lost leaves a doubt, which a status settles where the message did go out; nobody sends twice', async () => {
  const lost = await begin('Lost before');
  whatsapp().faults.add({ kind: 'cut-before', method: 'messages', phoneNumberId: lost.number.phoneNumberId, times: 1 });
  const never = await lost.say('perhaps');
  await lost.shows({ id: never.id, delivery: expect.objectContaining({ state: 'unknown', reason: 'no-answer' }) });

  const taken = await begin('Lost after');
  whatsapp().faults.add({ kind: 'cut-after-accept', method: 'messages', phoneNumberId: taken.number.phoneNumberId, times: 1 });
  taken.ann.setOnline(false);
  const settled = await taken.say('surely');
  await vi.waitFor(async () => {
    const found = (await messagesOf(taken.params.conversationId)).find(({ id }) => id === settled.id);
    expect(['unknown', 'sent']).toContain(found?.delivery?.state);
  }, patience);
  taken.ann.setOnline(true);
  await taken.shows({ id: settled.id, delivery: { state: 'delivered' } });
  taken.ann.read(taken.number);
  await taken.shows({ id: settled.id, delivery: { state: 'read' } });

  for (const talk of [lost, taken]) await talk.shows({ id: (await talk.say('the next')).id, delivery: { state: 'delivered' } });
  expect([lost, taken].map(({ atAnn }) => atAnn().map(({ text }) => text))).toEqual([['the next'], ['surely', 'the next']]);
}, 180_000);

test('webhooks that come three times, shuffled, in batches and wrongly signed in between are one message each', async () => {
  const talk = await begin('Disorder');
  const { delivery } = whatsapp();
  const texts = Array.from({ length: 20 }, (_, at) => `message ${at}`);
  Object.assign(delivery, { duplicates: 2, shuffle: true, batch: 5, wrongSignatures: 3, delayMs: 5 });
  for (const text of texts) talk.ann.sendText(talk.number, text);
  await vi.waitFor(async () => expect((await textsOf(talk, 'in')).sort()).toEqual(['Hello', ...texts].sort()), patience);
  await vi.waitFor(() => expect(whatsapp().pendingWebhooks(talk.number)).toBe(0), patience);
  Object.assign(delivery, { duplicates: 0, shuffle: false, batch: 1, wrongSignatures: 0, delayMs: 0 });
  expect(await textsOf(talk, 'in')).toHaveLength(21);
}, 180_000);

test('a token that ends midway: what follows waits with the reason and the channel says so; with a new one all goes out, in order', async () => {
  const { number, channel, say, shows, atAnn } = await begin('Expired');
  await shows({ id: (await say('before')).id, delivery: { state: 'delivered' } });
  const accessToken = whatsapp().renewToken(number);
  await shows({ id: (await say('refused')).id, delivery: expect.objectContaining({ state: 'queued', reason: 'auth-expired' }) });
  const params = { channelId: channel.id };
  expect((await hub().client.call(getChannel, { params })).health).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('190'),
  });
  await hub().client.call(updateChannel, { params, body: { settings: { accessToken } } });
  await shows({ id: (await say('after')).id, delivery: { state: 'delivered' } });
  expect(atAnn().map(({ text }) => text)).toEqual(['before', 'refused', 'after']);
}, 180_000);

test('a media server that is down holds files up, not words; once it is back each is there once', async () => {
  const { number, ann, params, say, shows, atAnn } = await begin('Media');
  const { phoneNumberId } = number;
  whatsapp().faults.add({ method: 'file', kind: '500' });
  ann.sendMedia(
    number,
    'document',
    { bytes: Buffer.from('%PDF-1.4 a'), mimeType: 'application/pdf', name: 'a.pdf' },
    { caption: 'see the file' },
  );
  await shows({ text: 'see the file', attachments: [expect.objectContaining({ state: 'pending' })] });
  const uploads = whatsapp().faults.add({ method: 'media', kind: 'cut-after-accept', phoneNumberId, times: 2 });
  const attachments = [await upload(Buffer.from('%PDF-1.4 b'), 'b.pdf', 'application/pdf')];
  const answer = await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'and mine', attachments } });
  await shows({ id: answer.id, delivery: { state: 'delivered' } });
  await shows({ id: (await say('words')).id, delivery: { state: 'delivered' } });
  expect(uploads.hits).toBe(2);
  whatsapp().faults.clear();
  await shows({ text: 'see the file', attachments: [expect.objectContaining({ state: 'ready', name: 'a.pdf' })] });
  expect(atAnn().map(({ text }) => text)).toEqual(['and mine', 'words']);
}, 180_000);
