import { beforeAll, expect, test, vi } from 'vitest';
import { startInstagramEmulator, type InstagramEmulator } from '../../../bots/emulators/instagram/emulator.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import { useHub } from '../start-hub.ts';

let emulator: InstagramEmulator;
const environment: Record<string, string> = { PUBLIC_URL: 'https://hub.example.com' };
beforeAll(async () => {
  emulator = await startInstagramEmulator();
  environment['INSTAGRAM_API_ROOT'] = emulator.url;
  return () => emulator.stop();
});
const hub = useHub(environment);
const patience = { timeout: 30_000, interval: 50 };

test('a customer writes to the account, an answer reaches them, and what the provider tells of it is no second message', async () => {
  const shop = emulator.createAccount({ username: 'shop', name: 'The Shop' });
  const { id } = await hub().client.call(addChannel, {
    body: {
      provider: 'instagram',
      settings: { accountId: shop.id, accessToken: shop.token, appSecret: shop.appSecret, verifyToken: shop.verifyToken },
    },
  });
  await shop.setWebhook(`${hub().url}/webhooks/${id}`);
  const ann = emulator.createPerson({ name: 'Ann Lee', username: 'ann' });
  ann.sendText(shop, 'Where is my order?');
  const conversation = await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: id } });
    expect(items).toMatchObject([{ preview: 'Where is my order?', contact: { name: 'Ann Lee' } }]);
    return items[0]!;
  }, patience);

  await hub().client.call(sendMessage, { params: { conversationId: conversation.id }, body: { kind: 'text', text: 'On its way' } });

  await vi.waitFor(() => expect(emulator.transcript(shop, ann).at(-1)).toMatchObject({ from: 'account', text: 'On its way' }), patience);
  const messages = async () => (await hub().client.call(listMessages, { params: { conversationId: conversation.id }, query: {} })).items;
  await vi.waitFor(async () => expect((await messages())[1]?.delivery?.state).toBe('sent'), patience);
  await vi.waitFor(() => expect(emulator.pending(shop)).toBe(0), patience);
  expect(await messages()).toHaveLength(2);
});
