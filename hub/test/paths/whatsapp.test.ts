import { afterAll, expect, test, vi } from 'vitest';
import { startWhatsAppEmulator } from '../../../bots/emulators/whatsapp/emulator.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import { useHub } from '../start-hub.ts';

const publicUrl = 'https://hub.example.com';
const whatsapp = await startWhatsAppEmulator();
const hub = useHub({ WHATSAPP_API_ROOT: whatsapp.url, PUBLIC_URL: publicUrl });
afterAll(() => whatsapp.stop());
const patience = { timeout: 20_000, interval: 50 };

/** A number of the emulated WhatsApp, connected to the hub as an admin does it. */
async function connectNumber() {
  const number = whatsapp.createNumber();
  whatsapp.resolve(publicUrl, hub().url);
  const { phoneNumberId, accessToken, appSecret } = number;
  const channel = await hub().client.call(addChannel, {
    body: { provider: 'whatsapp', settings: { phoneNumberId, accessToken, appSecret, verifyToken: 'a-word-of-ours' } },
  });
  return { number, channel };
}

/** The one conversation of a channel, once it shows these words. */
async function conversationOf(channelId: string, preview: string) {
  return vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: channelId } });
    expect(items).toMatchObject([{ preview }]);
    return items[0]!;
  }, patience);
}

async function messagesOf(conversationId: string) {
  return (await hub().client.call(listMessages, { params: { conversationId }, query: {} })).items;
}

test('a number is connected with its webhook, a customer writes, and an answer comes to them and is read', async () => {
  const { number, channel } = await connectNumber();
  expect(channel).toMatchObject({ health: { state: 'ok' }, account: { name: number.name, url: `https://wa.me/${number.phone}` } });
  expect(whatsapp.webhookOf(number)).toBe(`${publicUrl}/webhooks/${channel.id}`);
  const ann = whatsapp.createUser({ name: 'Ann Lee' });

  ann.sendText(number, 'Где мой заказ?');
  const conversation = await conversationOf(channel.id, 'Где мой заказ?');
  expect(conversation).toMatchObject({ contact: { name: 'Ann Lee' }, unread: 1 });
  const params = { conversationId: conversation.id };
  const reply = await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'On its **way**', format: 'markdown' } });

  await whatsapp.waitFor(() => whatsapp.transcript(number, ann).find(({ text }) => text === 'On its *way*'));
  await vi.waitFor(async () => expect((await messagesOf(conversation.id))[1]?.delivery).toEqual({ state: 'delivered' }), patience);
  ann.read(number);
  await vi.waitFor(
    async () => expect((await messagesOf(conversation.id))[1]).toMatchObject({ id: reply.id, delivery: { state: 'read' } }),
    patience,
  );
});
