import { expect, vi } from 'vitest';
import type { EmulatedBot } from '../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../bots/emulators/telegram/actors/user.ts';
import { addChannel } from '../api/customers/channels.ts';
import { getConversation, listConversations } from '../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../api/customers/messages.ts';
import type { TestHub } from '../test/start-hub.ts';

/** A busy machine sends slowly. */
export const patience = { timeout: 20_000, interval: 50 };

/** A customer's chat with a bot of the hub. */
export interface Chat {
  bot: EmulatedBot;
  customer: EmulatedUser;
  conversationId: string;
}

/** What tests of sending do in chats of a hub: `openChat` has a new customer write to a bot, its own unless one is given. */
export function useChats(hub: () => TestHub) {
  return { openChat, say, shows, textsAt, channelIdOf };

  async function openChat(bot?: EmulatedBot): Promise<Chat> {
    const own = bot ?? hub().telegram.createBot({ username: `out_${Math.floor(performance.now() * 1000)}_bot` });
    if (!bot) await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: own.token } } });
    const customer = hub().telegram.createUser({ firstName: `C${Math.floor(performance.now() * 1000)}` });
    customer.openDeepLink(own);
    const conversationId = await vi.waitFor(async () => {
      const { items } = await hub().client.call(listConversations, { query: {} });
      // It is listed before its first message is in its head, and a head that is written late would meet what the test writes there.
      const found = items.find(({ contact, unread }) => contact.name === customer.firstName && unread > 0);
      expect(found).toBeDefined();
      return found!.id;
    }, patience);
    return { bot: own, customer, conversationId };
  }

  function say(conversationId: string, text: string, rest: object = {}) {
    return hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text, ...rest } });
  }

  async function channelIdOf({ conversationId }: Chat): Promise<string> {
    return (await hub().client.call(getConversation, { params: { conversationId } })).channelId;
  }

  async function deliveryOf(conversationId: string, messageId: string) {
    const { items } = await hub().client.call(listMessages, { params: { conversationId }, query: { limit: 200 } });
    return items.find(({ id }) => id === messageId)?.delivery;
  }

  /** Waits until a message's delivery looks like this. */
  function shows(conversationId: string, messageId: string, expected: object) {
    return vi.waitFor(async () => expect(await deliveryOf(conversationId, messageId)).toMatchObject(expected), patience);
  }

  function textsAt({ customer, bot }: Chat): string[] {
    return hub()
      .telegram.transcript(customer.chatWith(bot))
      .flatMap(({ text }) => (text ? [text] : []))
      .slice(1);
  }
}
