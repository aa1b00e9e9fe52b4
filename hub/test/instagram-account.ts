import { beforeAll, expect, vi } from 'vitest';
import { z } from 'zod';
import {
  startInstagramEmulator,
  type EmulatedAccount,
  type EmulatorOptions,
  type InstagramEmulator,
} from '../../bots/emulators/instagram/emulator.ts';
import { addChannel, type ChannelView } from '../api/customers/channels.ts';
import { listConversations } from '../api/customers/conversations.ts';
import { listMessages, sendMessage, type MessageView } from '../api/customers/messages.ts';
import { useHub, type TestHub } from './start-hub.ts';

/** Files whose bytes say what they are: a picture of one pixel, recorded sound in two formats, a document. */
export const samples = {
  png: {
    bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
    mime: 'image/png',
  },
  m4a: { bytes: Buffer.concat([Buffer.from([0, 0, 0, 28]), Buffer.from('ftypM4A '), Buffer.alloc(64)]), mime: 'audio/x-m4a' },
  ogg: { bytes: Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(64)]), mime: 'audio/ogg' },
  pdf: { bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n'), mime: 'application/pdf' },
};

/** Waits of these tests: long, for busy machines. */
export const patience = { timeout: 30_000, interval: 50 };

/** A hub under test beside an emulated Instagram. */
export interface InstagramWorld {
  hub: () => TestHub;
  emulator: () => InstagramEmulator;
  /** A new account, connected to the hub by the API and its webhook entered in the app's dashboard. */
  connectAccount(options?: Partial<Parameters<InstagramEmulator['createAccount']>[0]>): Promise<Shop>;
}

/** A connected account. */
export interface Shop {
  account: EmulatedAccount;
  channel: ChannelView;
  /** The messages of the channel's only conversation, once there are that many. */
  messages(count: number): Promise<MessageView[]>;
  /** What the hub has of them now, oldest first. */
  timeline(): Promise<MessageView[]>;
  /** Uploads a file to the hub; gives its id. */
  upload(file: { bytes: Buffer; mime: string }, name: string): Promise<string>;
  /** Answers in the only conversation. */
  reply(body: { text?: string; attachments?: string[] } & Record<string, unknown>): Promise<MessageView>;
}

/** Gives a test file a hub, with a clock of its own where one is given, and an Instagram; ask for them inside tests only. */
export function useInstagram(options: EmulatorOptions = {}, given: { now?: () => Date } = {}): InstagramWorld {
  let emulator: InstagramEmulator | undefined;
  const environment: Record<string, string> = { PUBLIC_URL: 'https://hub.example.com' };
  beforeAll(async () => {
    emulator = await startInstagramEmulator(options);
    environment['INSTAGRAM_API_ROOT'] = emulator.url;
    return () => emulator?.stop();
  });
  const hub = useHub(environment, given);
  const running = () => {
    if (!emulator) throw new Error('Instagram runs only inside tests');
    return emulator;
  };
  return {
    hub,
    emulator: running,
    async connectAccount(given = {}) {
      const account = running().createAccount({ username: `shop_${Date.now()}`, name: 'The Shop', ...given });
      const { id: accountId, token: accessToken, appSecret, verifyToken } = account;
      const { login = 'instagram' } = given;
      const channel = await hub().client.call(addChannel, {
        body: { provider: 'instagram', settings: { login, accountId, accessToken, appSecret, verifyToken } },
      });
      await account.setWebhook(`${hub().url}/webhooks/${channel.id}`);
      return shopOf(hub(), account, channel);
    },
  };
}

const uploaded = z.object({ id: z.string() });

function shopOf({ client, url, token }: TestHub, account: EmulatedAccount, channel: ChannelView): Shop {
  const conversation = () =>
    vi.waitFor(async () => {
      const { items } = await client.call(listConversations, { query: { channel: channel.id } });
      expect(items).toHaveLength(1);
      return items[0]!;
    }, patience);
  const timeline = async () =>
    (await client.call(listMessages, { params: { conversationId: (await conversation()).id }, query: { limit: 200 } })).items;
  return {
    account,
    channel,
    timeline,
    messages: (count) =>
      vi.waitFor(async () => {
        const items = await timeline();
        expect(items).toHaveLength(count);
        return items;
      }, patience),
    async upload({ bytes, mime }, name) {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)], { type: mime }), name);
      const response = await fetch(`${url}/api/v1/files`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
      return uploaded.parse(await response.json()).id;
    },
    reply: async (body) => {
      const { id } = await conversation();
      return client.call(sendMessage, { params: { conversationId: id }, body: { kind: 'text', text: '', ...body } });
    },
  };
}
