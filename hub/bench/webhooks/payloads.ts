import { createHmac } from 'node:crypto';

/** How one provider's webhook is written: what an admin enters, and a customer's text as it comes over the wire. */
export interface WebhookKind {
  provider: 'telegram' | 'whatsapp' | 'instagram' | 'vk';
  settings: Record<string, unknown>;
  /** The `number`th message, of one of `chats` customers. */
  write(number: number): { body: string; headers: Record<string, string> };
}

/** Customers who write by turns. */
const chats = 200;
const appSecret = 'bench-app-secret';
const chatOf = (number: number): number => 1000 + (number % chats);
const seconds = (): number => Math.floor(Date.now() / 1000);

const signedByMeta = (value: object) => {
  const body = JSON.stringify(value);
  return { body, headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` } };
};

/** Every provider that pushes. */
export const webhookKinds: readonly WebhookKind[] = [
  {
    provider: 'telegram',
    settings: { botToken: '1:bench', mode: 'webhook', webhookSecret: 'bench' },
    write: (number) => {
      const id = chatOf(number);
      const from = { id, is_bot: false, first_name: `Customer ${id}` };
      const message = { message_id: number, date: seconds(), chat: { id, type: 'private' }, from, text: `Message ${number}` };
      return { body: JSON.stringify({ update_id: number, message }), headers: { 'x-telegram-bot-api-secret-token': 'bench' } };
    },
  },
  {
    provider: 'whatsapp',
    settings: { phoneNumberId: '1', accessToken: 'bench', appSecret, verifyToken: 'bench', businessAccountId: '2' },
    write: (number) => {
      const from = `49155500${chatOf(number)}`;
      const message = { from, id: `wamid.${number}`, timestamp: String(seconds()), type: 'text', text: { body: `Message ${number}` } };
      const value = {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '4930123456', phone_number_id: '1' },
        contacts: [{ profile: { name: `Customer ${from}` }, wa_id: from }],
        messages: [message],
      };
      return signedByMeta({ object: 'whatsapp_business_account', entry: [{ id: '2', changes: [{ field: 'messages', value }] }] });
    },
  },
  {
    provider: 'instagram',
    settings: { accountId: '17841', accessToken: 'bench', appSecret, verifyToken: 'bench' },
    write: (number) => {
      const sender = { id: String(chatOf(number)) };
      const messaging = {
        sender,
        recipient: { id: '17841' },
        timestamp: Date.now(),
        message: { mid: `mid.${number}`, text: `Message ${number}` },
      };
      return signedByMeta({ object: 'instagram', entry: [{ id: '17841', time: Date.now(), messaging: [messaging] }] });
    },
  },
  {
    provider: 'vk',
    settings: { accessToken: 'vk1.a.bench-bench-bench', mode: 'callback', secret: 'bench', confirmation: 'bench' },
    write: (number) => {
      const id = chatOf(number);
      const place = { peer_id: id, from_id: id, conversation_message_id: number, out: 0, random_id: 0, attachments: [], fwd_messages: [] };
      const message = { id: number, date: seconds(), text: `Message ${number}`, ...place };
      const event = {
        type: 'message_new',
        object: { message, client_info: {} },
        group_id: 1,
        event_id: String(number),
        v: '5.199',
        secret: 'bench',
      };
      return { body: JSON.stringify(event), headers: {} };
    },
  },
];
