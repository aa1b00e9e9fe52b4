import { expect, test } from 'vitest';
import { seededRandom, shuffled } from '../../../bots/emulators/telegram/delivery/knobs.ts';
import { Contact, Identity } from '../../domain/contact/model.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { Message } from '../../domain/timeline/model.ts';
import { findViolations } from './checker.ts';
import { createWebhookCustomer, postInOneGo, postUpdate } from './customers.ts';
import { settle } from './settle.ts';
import { useFaultWorld } from './world.ts';

const world = useFaultWorld();
const idsOf = async () => (await Message.find({}).sort({ seq: 1 }).lean()).map(({ _id }) => _id.toHexString());

test('webhooks that come five times each, all at once and shuffled, are one message each and count once as unread', async () => {
  await world().startHub();
  const shop = await world().connectBot();
  const customers = ['Ann', 'Bob', 'Eve'].map((name) => createWebhookCustomer(world(), shop, name));
  const updates = customers.flatMap((customer) => Array.from({ length: 10 }, (_, at) => customer.update(`${customer.chatId} says ${at}`)));
  const deliveries = shuffled(
    updates.flatMap((update) => Array.from({ length: 5 }, () => update)),
    seededRandom(7),
  );

  const answers = await Promise.all(deliveries.map((update) => postUpdate(world().url(), shop, update)));

  expect(answers.filter((status) => status !== 200)).toEqual([]);
  await settle(world());
  expect(await Conversation.find({}).lean()).toMatchObject([{ unread: 10 }, { unread: 10 }, { unread: 10 }]);
  const ids = await idsOf();
  expect(ids).toHaveLength(30);
  // Told in the order in which they were stored, as shuffled deliveries have no order of their own.
  const stored = await Message.find({}).sort({ conversationId: 1, seq: 1 }).lean();
  world().history.messages.push(
    ...stored.map(({ chatId, externalId, text }) => ({ channelId: shop.channelId, chatId, externalId: externalId ?? '', text })),
  );
  expect(await findViolations(world())).toEqual([]);

  await Promise.all(updates.map((update) => postUpdate(world().url(), shop, update)));
  expect((await idsOf()).sort()).toEqual(ids.sort());
  expect(await findViolations(world())).toEqual([]);
});

test('fifty first messages of one chat at once open one conversation with one contact, in the order in which they were sent', async () => {
  await world().startHub();
  const shop = await world().connectBot();
  const ann = createWebhookCustomer(world(), shop, 'Ann');
  const updates = Array.from({ length: 50 }, (_, at) => ann.update(`message ${at}`));

  expect(await postInOneGo(world().url(), shop, updates)).toEqual(updates.map(() => 200));

  expect(await Promise.all([Contact.countDocuments({}), Identity.countDocuments({}), Conversation.countDocuments({})])).toEqual([1, 1, 1]);
  const stored = await Message.find({}).sort({ seq: 1 }).lean();
  expect(stored.map(({ seq, text }) => ({ seq, text }))).toEqual(updates.map(({ message }, at) => ({ seq: at + 1, text: message.text })));
  expect(await Conversation.findOne({}).lean()).toMatchObject({ seq: 50, unread: 50, previewSeq: 50 });
});
