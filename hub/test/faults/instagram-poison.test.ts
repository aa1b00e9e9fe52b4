import { expect, test } from 'vitest';
import { Message } from '../../domain/timeline/model.ts';
import { poisonedBodies, poisonedCopies, type Poisoned } from '../hostile/poisoned-webhooks.ts';
import { useInstagram } from '../instagram-account.ts';

const { emulator, connectAccount } = useInstagram();

/** One event with everything an event of Instagram can have. */
function richEvent(accountId: string, number: number) {
  return {
    sender: { id: `9${number}` },
    recipient: { id: accountId },
    timestamp: 1_790_000_000_000 + number,
    message: {
      mid: `poison-${number}`,
      text: 'poison',
      attachments: [
        { type: 'share', payload: { url: 'https://www.instagram.com/p/1', title: 'A post' } },
        { type: 'image', payload: { url: 'https://127.0.0.1:9/x' } },
      ],
      reply_to: { mid: 'other', story: { id: '1', url: 'https://www.instagram.com/stories/1' } },
      quick_reply: { payload: 'yes' },
      referral: { source: 'ADS', type: 'OPEN_THREAD', ref: 'spring', ad_id: '77', ads_context_data: { ad_title: 'Spring' } },
      is_echo: false,
    },
  };
}

/** The other kinds of event. */
function otherEvents(accountId: string, number: number): object[] {
  const who = { sender: { id: `8${number}` }, recipient: { id: accountId }, timestamp: 1_790_000_000_000 };
  const mid = `other-${number}`;
  return [
    { ...who, message_edit: { mid, text: 'edited', num_edit: 1 } },
    { ...who, reaction: { mid, action: 'react', reaction: 'love', emoji: '❤' } },
    { ...who, read: { mid } },
    { ...who, delivery: { mids: [mid], watermark: 1 } },
    { ...who, postback: { mid, title: 'Yes', payload: 'yes', referral: { ref: 'a' } } },
    { ...who, message: { mid, is_deleted: true } },
  ];
}

test('whatever comes in a webhook is answered with 200, costs no neighbour its place, and the next one is taken as ever', async () => {
  const { account } = await connectAccount();
  const { id } = account;
  let number = 0;
  const good = () => {
    number += 1;
    return {
      sender: { id: '5501' },
      recipient: { id },
      timestamp: 1_790_000_000_000 + number,
      message: { mid: `good-${number}`, text: `good ${number}` },
    };
  };
  const around = (event: unknown) => ({
    object: 'instagram',
    entry: [{ id, time: 1_790_000_000_000, messaging: [good(), event, good()] }],
  });
  const events = [...poisonedCopies(richEvent(id, 1), 140), ...otherEvents(id, 1).flatMap((event) => poisonedCopies(event, 10))];
  const whole = poisonedCopies(
    {
      object: 'instagram',
      entry: [{ id, time: 1, messaging: [good()], standby: [good()], changes: [{ field: 'messages', value: good() }] }],
    },
    60,
  );
  const bodies = poisonedBodies(around(good()));
  const broken: string[] = [];
  const post = async ({ name, what }: Poisoned<unknown>) => {
    const status = await emulator().post(account, what);
    if (status !== 200) broken.push(`${name}: ${status}`);
  };
  const postAll = async (all: readonly Poisoned<unknown>[]) => {
    for (let at = 0; at < all.length; at += 10) await Promise.all(all.slice(at, at + 10).map(post));
  };

  await postAll(events.map(({ name, what }) => ({ name, what: around(what) })));
  const neighbours = await Message.countDocuments({ text: /^good / });
  await postAll([...whole, ...bodies]);
  await post({ name: 'the next one', what: around(good()) });

  expect(events.length + whole.length + bodies.length).toBeGreaterThan(200);
  expect(broken).toEqual([]);
  expect(neighbours).toBe(2 * events.length);
  expect(await Message.countDocuments({ text: `good ${number}` })).toBe(1);
}, 120_000);
