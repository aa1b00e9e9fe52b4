import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { png } from '../../../bots/emulators/telegram/test-files.ts';
import type { Shop, FaultWorld } from './world.ts';

/** A customer whose updates the test itself posts to the hub's webhook, as a provider would. */
export interface WebhookCustomer {
  chatId: number;
  /** The update of a new message, not sent yet. */
  update(text: string): TelegramUpdate;
  /** Posts a new message until it is acknowledged and notes it; `onAnswer` is told the status of each try. */
  write(text: string, onAnswer?: (status: number) => void): Promise<void>;
  /** The same by two deliveries at once, until both are acknowledged. */
  writeTwice(text: string): Promise<void>;
}

/** What Telegram posts for a text. */
export interface TelegramUpdate {
  update_id: number;
  message: { message_id: number; date: number; chat: object; from: object; text: string };
}

let lastId = 5_000_000;
const againMs = 25;

/** A customer who is not in the emulated Telegram: nothing can be sent to one, only received. */
export function createWebhookCustomer(world: Pick<FaultWorld, 'url' | 'history'>, shop: Shop, firstName: string): WebhookCustomer {
  const chatId = (lastId += 1);
  const customer: WebhookCustomer = {
    chatId,
    update(text) {
      const id = (lastId += 1);
      const chat = { id: chatId, type: 'private', first_name: firstName };
      const from = { id: chatId, is_bot: false, first_name: firstName };
      return { update_id: id, message: { message_id: id, date: Math.floor(Date.now() / 1000), chat, from, text } };
    },
    async write(text, onAnswer) {
      const update = customer.update(text);
      await deliver(update, onAnswer);
      noteUpdate(world, shop, update);
    },
    async writeTwice(text) {
      const update = customer.update(text);
      await Promise.all([deliver(update), deliver(update)]);
      noteUpdate(world, shop, update);
    },
  };
  return customer;

  async function deliver(update: TelegramUpdate, onAnswer?: (status: number) => void): Promise<void> {
    for (;;) {
      const status = await postUpdate(world.url(), shop, update);
      onAnswer?.(status);
      if (status === 200) return;
      await wait(againMs);
    }
  }

  function noteUpdate({ history }: Pick<FaultWorld, 'history'>, { channelId }: Shop, { message }: TelegramUpdate): void {
    history.messages.push({ channelId, chatId: String(chatId), externalId: String(message.message_id), text: message.text });
  }
}

/** Posts an update once: the status it was answered with, or 0 when nobody answered. */
export async function postUpdate(url: string, { channelId, webhookSecret }: Shop, update: TelegramUpdate): Promise<number> {
  try {
    const response = await fetch(`${url}/webhooks/${channelId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(60_000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0; // a hub that was just killed: the provider tries again
  }
}

/**
 * Posts updates over one connection without waiting for answers (HTTP pipelining): all are under way at once, and yet the hub gets
 * them in a known order. Gives their statuses.
 */
export async function postInOneGo(url: string, { channelId, webhookSecret }: Shop, updates: readonly TelegramUpdate[]): Promise<number[]> {
  const { hostname, port, host } = new URL(url);
  const head = `POST /webhooks/${channelId} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: ${webhookSecret}\r\n`;
  const requests = updates.map((update, at) => {
    const body = JSON.stringify(update);
    const connection = at === updates.length - 1 ? 'close' : 'keep-alive';
    return `${head}connection: ${connection}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  });
  const socket = connect(Number(port), hostname);
  socket.write(requests.join(''));
  let answers = '';
  for await (const chunk of socket) answers += String(chunk);
  return [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}

/** A customer in the emulated Telegram, whose messages the hub polls and who can be answered. */
export interface PolledCustomer {
  name: string;
  write(text: string): void;
  /** An album of two pictures: one message. */
  sendAlbum(caption: string): void;
  /** Writes and corrects at once; the corrected wording is what must be stored. */
  writeAndEdit(text: string, corrected: string): void;
  block(): void;
}

/** A new person of the emulated Telegram; what they write counts as accepted, since the hub must fetch it before it has settled. */
export function createPolledCustomer(
  { telegram, history }: Pick<FaultWorld, 'telegram' | 'history'>,
  { bot, channelId }: Shop,
  firstName: string,
): PolledCustomer {
  const person = telegram.createUser({ firstName });
  const note = (messageId: number, text: string) => {
    history.messages.push({ channelId, chatId: String(person.id), externalId: String(messageId), text });
  };
  return {
    name: firstName,
    write: (text) => note(person.sendText(bot, text).messageId, text),
    sendAlbum(caption) {
      const [first] = person.sendAlbum(bot, [
        { kind: 'photo', bytes: png, caption },
        { kind: 'photo', bytes: png },
      ]);
      if (first) note(first.messageId, caption);
    },
    writeAndEdit(text, corrected) {
      const sent = person.sendText(bot, text);
      note(sent.messageId, corrected);
      person.edit(sent, corrected);
    },
    block: () => person.block(bot),
  };
}
