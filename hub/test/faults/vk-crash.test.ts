import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startVkEmulator, type VkEmulator } from '../../../bots/emulators/vk/emulator.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { Message } from '../../domain/timeline/model.ts';
import { reply } from './agents.ts';
import { useFaultWorld } from './world.ts';

const world = useFaultWorld();
const patience = { timeout: 60_000, interval: 100 };
let vk: VkEmulator;
beforeEach(async () => {
  vk = await startVkEmulator();
});
afterEach(() => vk.stop());

test('a hub that dies once VK has taken a message: the next one sends it again, and VK knows it; nothing that came meanwhile is lost', async () => {
  const root = { VK_API_ROOT: vk.url };
  const dying = await world().startHub({ ...root, CRASH_POINT: 'out.accepted' });
  const group = vk.createGroup();
  const { id } = await world()
    .client()
    .call(addChannel, { body: { provider: 'vk', settings: { accessToken: group.token } } });
  const customer = vk.createUser();
  customer.sendText(group, 'hello');
  const conversationId = await vi.waitFor(async () => {
    const { items } = await world()
      .client()
      .call(listConversations, { query: { channel: id } });
    expect(items).toHaveLength(1);
    return items[0]?.id ?? '';
  }, patience);
  await reply(world(), conversationId, 'only once');
  await dying.ended;
  customer.sendText(group, 'while nobody listened');

  await world().startHub(root);

  await vi.waitFor(async () => expect((await Message.findOne({ text: 'only once' }).lean())?.delivery?.state).toBe('sent'), patience);
  await vi.waitFor(async () => expect(await Message.countDocuments({ text: 'while nobody listened' })).toBe(1), patience);
  expect(vk.transcript(group, customer).filter(({ text }) => text === 'only once')).toHaveLength(1);
  expect(await Message.countDocuments({ direction: 'out', kind: 'text' })).toBe(1);
}, 180_000);
