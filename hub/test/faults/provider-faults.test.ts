import { expect, test, vi } from 'vitest';
import { listConversations } from '../../api/customers/conversations.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { Message } from '../../domain/timeline/model.ts';
import { reply } from './agents.ts';
import { findViolations } from './checker.ts';
import { createPolledCustomer } from './customers.ts';
import { useFaultWorld, type Shop } from './world.ts';

const world = useFaultWorld();
const patience = { timeout: 30_000, interval: 50 };

/** Customers of a shop who wrote once, with their conversations. */
async function openConversations(shop: Shop, count: number) {
  const customers = Array.from({ length: count }, (_, at) => createPolledCustomer(world(), shop, `Customer ${at} of ${shop.bot.username}`));
  for (const customer of customers) customer.write('hello');
  return vi.waitFor(async () => {
    const { items } = await world()
      .client()
      .call(listConversations, { query: { channel: shop.channelId, limit: 100 } });
    expect(items).toHaveLength(count);
    return items.map(({ id, contact }) => ({ id, customer: customers.find(({ name }) => name === contact.name)! }));
  }, patience);
}

const deliveryOf = async (text: string) => (await Message.findOne({ text }).lean())?.delivery;

test('a bot that Telegram slows down holds up nobody else: another bot has sent everything while the first still waits', async () => {
  await world().startHub();
  const slowed = await world().connectBot();
  const flowing = await world().connectBot();
  const [waiting, others] = [await openConversations(slowed, 5), await openConversations(flowing, 5)];
  const storm = world().telegram.faults.add({ bot: slowed.bot.id, method: 'sendMessage', kind: '429', retryAfter: 2 });
  for (const { id } of waiting) for (const nth of [1, 2, 3]) await reply(world(), id, `slow ${nth} to ${id}`);
  await vi.waitFor(() => expect(storm.hits).toBeGreaterThanOrEqual(5), patience);

  for (const { id } of others) for (const nth of [1, 2, 3]) await reply(world(), id, `quick ${nth} to ${id}`);

  await vi.waitFor(async () => expect(await Message.countDocuments({ text: /^quick/, 'delivery.state': 'sent' })).toBe(15), patience);
  expect(await Message.countDocuments({ text: /^slow/, 'delivery.state': { $in: ['queued', 'sending'] } })).toBe(15);
  expect(await Message.findOne({ text: /^slow 1/, 'delivery.reason': 'rate-limited' }).lean()).toMatchObject({
    delivery: { state: 'queued' },
  });
  world().telegram.faults.clear();
  expect(await findViolations(world())).toEqual([]);
});

test('a reply to a customer who blocked the bot fails at once with the reason, and the conversation shows it', async () => {
  await world().startHub();
  const [conversation] = await openConversations(await world().connectBot(), 1);
  conversation!.customer.block();
  await vi.waitFor(async () => expect(await Conversation.findOne({ unreachable: true }).lean()).not.toBeNull(), patience);

  await reply(world(), conversation!.id, 'are you there?');

  await vi.waitFor(
    async () => expect(await deliveryOf('are you there?')).toMatchObject({ state: 'failed', reason: 'blocked', attempts: 1 }),
    patience,
  );
  expect(await findViolations(world())).toEqual([]);
});
