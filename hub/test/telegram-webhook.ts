import { addChannel, type ChannelView } from '../api/customers/channels.ts';
import type { TestHub } from './start-hub.ts';

const secret = 'a_secret_of_the_webhook';

/** A Telegram channel that takes webhooks, and the provider's part played by the test: updates are posted as Telegram posts them. */
export interface WebhookChannel {
  channel: ChannelView;
  post(update: object, headers?: Record<string, string>): Promise<Response>;
  postRaw(body: string | Buffer, headers?: Record<string, string>): Promise<Response>;
}

/** Connects a bot in webhook mode; the hub needs a PUBLIC_URL with https, which nothing ever calls here. */
export async function connectWebhook(hub: TestHub, settings: Record<string, unknown> = {}): Promise<WebhookChannel> {
  const bot = hub.telegram.createBot({ username: `hook_${Date.now()}_${Math.floor(performance.now() * 1000)}_bot` });
  const body = { provider: 'telegram', settings: { botToken: bot.token, mode: 'webhook', webhookSecret: secret, ...settings } };
  const channel = await hub.client.call(addChannel, { body });
  const postRaw = (bytes: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${hub.url}/webhooks/${channel.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret, ...headers },
      body: bytes,
    });
  return { channel, postRaw, post: (update, headers) => postRaw(JSON.stringify(update), headers) };
}

/** A private message as Telegram's updates carry it; an empty text leaves the field out. */
export function textUpdate(
  updateId: number,
  { from = 501, messageId = updateId, text = 'hello', date = 1_790_000_000, ...rest }: TextGiven = {},
): object {
  const person = { id: from, is_bot: false, first_name: `Person ${from}` };
  return {
    update_id: updateId,
    message: {
      message_id: messageId,
      date,
      chat: { id: from, type: 'private', first_name: person.first_name },
      from: person,
      ...(text && { text }),
      ...rest,
    },
  };
}

interface TextGiven {
  from?: number;
  messageId?: number;
  text?: string;
  date?: number;
  [field: string]: unknown;
}
