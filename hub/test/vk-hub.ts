import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { VkCommunity } from '../../bots/emulators/vk/actors/group.ts';
import { startVkEmulator, type VkEmulator, type VkEmulatorOptions } from '../../bots/emulators/vk/emulator.ts';
import { addChannel } from '../api/customers/channels.ts';
import { listConversations } from '../api/customers/conversations.ts';
import { listMessages, sendMessage, type MessageView } from '../api/customers/messages.ts';
import { useHub, type TestHub } from './start-hub.ts';

/** How long a test waits for what the hub does by itself. */
export const patience = { timeout: 60_000, interval: 50 };

/** Where the hub says it is; nothing but the emulated VK ever goes there. */
const publicUrl = 'https://hub.test';

/** A hub, and an emulated VK it is connected to. */
export interface VkHub {
  hub: TestHub;
  vk: VkEmulator;
  /** A new community, connected to the hub. */
  connect(settings?: Record<string, unknown>, name?: string): Promise<{ group: VkCommunity; channelId: string }>;
  /** Conversations of a channel. */
  conversations(channelId: string): Promise<{ id: string; contact: { name: string }; unread: number; preview: string }[]>;
  /** The first conversation of a channel, once it is there with its first message, which is stored a moment later. */
  conversation(channelId: string): Promise<string>;
  messages(conversationId: string): Promise<MessageView[]>;
  /** Waits until a message of ours is in this state, and gives it. */
  delivered(conversationId: string, messageId: string, state: string): Promise<MessageView>;
  reply(conversationId: string, body: Record<string, unknown>): Promise<MessageView>;
  /** Uploads a file to attach; gives its id. */
  upload(bytes: Buffer, name: string, type: string): Promise<string>;
  /** The bytes behind a signed link. */
  download(url: string): Promise<Buffer>;
}

/** Starts both for a test file and stops them afterwards; ask for them inside tests only. */
export function useVkHub(options: VkEmulatorOptions = {}): () => VkHub {
  const environment: Record<string, string> = { PUBLIC_URL: publicUrl };
  let vk: VkEmulator;
  const running = { hub: () => '' };
  beforeAll(async () => {
    vk = await startVkEmulator({ resolveUrl: (url) => url.replace(publicUrl, running.hub()), ...options });
    environment['VK_API_ROOT'] = vk.url;
  });
  const hub = useHub(environment);
  running.hub = () => hub().url;
  afterAll(() => vk.stop());

  const messages = async (conversationId: string) =>
    (await hub().client.call(listMessages, { params: { conversationId }, query: {} })).items;
  const conversations = async (channelId: string) => (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
  return () => ({
    hub: hub(),
    vk,
    async connect(settings = {}, name = 'Shop') {
      const group = vk.createGroup({ name });
      const { id } = await hub().client.call(addChannel, { body: { provider: 'vk', settings: { accessToken: group.token, ...settings } } });
      return { group, channelId: id };
    },
    conversations,
    conversation: (channelId) =>
      vi.waitFor(async () => {
        const [found] = await conversations(channelId);
        if (!found?.preview) throw new Error('no conversation with a message yet');
        return found.id;
      }, patience),
    messages,
    delivered: (conversationId, messageId, state) =>
      vi.waitFor(async () => {
        const found = (await messages(conversationId)).find(({ id }) => id === messageId);
        expect(found?.delivery?.state).toBe(state);
        if (!found) throw new Error('no such message');
        return found;
      }, patience),
    reply: (conversationId, body) =>
      hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: '', ...body } }),
    async upload(bytes, name, type) {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
      const headers = { authorization: `Bearer ${hub().token}` };
      const response = await fetch(`${hub().url}/api/v1/files`, { method: 'POST', headers, body: form });
      const body = (await response.json()) as { id: string };
      return body.id;
    },
    download: async (url) => Buffer.from(await (await fetch(url.replace(publicUrl, hub().url))).arrayBuffer()),
  });
}
