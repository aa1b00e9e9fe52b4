import { beforeAll, expect, vi } from 'vitest';
import { startWhatsAppEmulator, type EmulatedNumber, type WhatsAppEmulator } from '../../bots/emulators/whatsapp/emulator.ts';
import type { EmulatedUser, MessageRef } from '../../bots/emulators/whatsapp/actors/user.ts';
import type { TranscriptMessage } from '../../bots/emulators/whatsapp/transcript.ts';
import { addChannel, type ChannelView } from '../api/customers/channels.ts';
import { listConversations } from '../api/customers/conversations.ts';
import { fileView } from '../api/customers/files.ts';
import { listMessages, sendMessage, type MessageView } from '../api/customers/messages.ts';
import { useHub, type TestHub } from './start-hub.ts';

/** Waits of these tests: long, for busy machines. */
export const patience = { timeout: 60_000, interval: 50 };

/** Where the hub says it is; nothing but the emulated WhatsApp ever goes there. */
export const publicUrl = 'https://hub.example.com';

/** A hub under test beside an emulated WhatsApp. */
export interface WhatsAppWorld {
  hub: () => TestHub;
  whatsapp: () => WhatsAppEmulator;
  /** A new number, connected to the hub as an admin does it. */
  connectNumber(): Promise<{ number: EmulatedNumber; channel: ChannelView }>;
  /** The one conversation of a channel, once it shows these words. */
  conversationOf(channelId: string, preview: string): Promise<{ id: string; contact: { name: string }; unread: number }>;
  messagesOf(conversationId: string): Promise<MessageView[]>;
  /** A customer of a new number who has written, and their conversation. */
  begin(name: string): Promise<Talk>;
  /** Uploads a file to attach; gives its id. */
  upload(bytes: Buffer, name: string, type: string): Promise<string>;
}

/** A conversation under way. */
export interface Talk {
  number: EmulatedNumber;
  channel: ChannelView;
  ann: EmulatedUser;
  hello: MessageRef;
  params: { conversationId: string };
  /** Answers in it. */
  say(text: string): Promise<MessageView>;
  /** Waits until the hub has a message that looks like this. */
  shows(expected: object): Promise<void>;
  /** What the customer got from the hub, oldest first. */
  atAnn(): TranscriptMessage[];
  /** Waits until the last of it looks like this. */
  sees(expected: object): Promise<void>;
}

/** Gives a test file a hub and a WhatsApp; ask for them inside tests only. */
export function useWhatsApp(): WhatsAppWorld {
  let emulator: WhatsAppEmulator | undefined;
  const environment: Record<string, string> = { PUBLIC_URL: publicUrl };
  beforeAll(async () => {
    emulator = await startWhatsAppEmulator();
    environment['WHATSAPP_API_ROOT'] = emulator.url;
    return () => emulator?.stop();
  });
  const hub = useHub(environment);
  const whatsapp = () => {
    if (!emulator) throw new Error('WhatsApp runs only inside tests');
    return emulator;
  };

  async function connectNumber() {
    const number = whatsapp().createNumber();
    whatsapp().resolve(publicUrl, hub().url);
    const { phoneNumberId, accessToken, appSecret } = number;
    const settings = { phoneNumberId, accessToken, appSecret, verifyToken: 'a-word-of-ours' };
    const channel = await hub().client.call(addChannel, { body: { provider: 'whatsapp', settings } });
    return { number, channel };
  }

  function conversationOf(channelId: string, preview: string) {
    return vi.waitFor(async () => {
      const { items } = await hub().client.call(listConversations, { query: { channel: channelId } });
      expect(items).toMatchObject([{ preview }]);
      const [found] = items;
      if (!found) throw new Error('no conversation yet');
      return found;
    }, patience);
  }

  async function messagesOf(conversationId: string) {
    return (await hub().client.call(listMessages, { params: { conversationId }, query: {} })).items;
  }

  async function begin(name: string): Promise<Talk> {
    const { number, channel } = await connectNumber();
    const ann = whatsapp().createUser({ name });
    const hello = ann.sendText(number, 'Hello');
    const { id: conversationId } = await conversationOf(channel.id, 'Hello');
    const params = { conversationId };
    const atAnn = () =>
      whatsapp()
        .transcript(number, ann)
        .filter(({ from }) => from === 'business');
    return {
      ...{ number, channel, ann, hello, params, atAnn },
      say: (text) => hub().client.call(sendMessage, { params, body: { kind: 'text', text } }),
      shows: (expected) =>
        vi.waitFor(async () => expect(await messagesOf(conversationId)).toContainEqual(expect.objectContaining(expected)), patience),
      sees: (expected) => vi.waitFor(() => expect(atAnn().at(-1)).toMatchObject(expected), patience),
    };
  }

  async function upload(bytes: Buffer, name: string, type: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
    const headers = { authorization: `Bearer ${hub().token}` };
    const response = await fetch(`${hub().url}/api/v1/files`, { method: 'POST', headers, body: form });
    return fileView.parse(await response.json()).id;
  }

  return { hub, whatsapp, connectNumber, conversationOf, messagesOf, begin, upload };
}
