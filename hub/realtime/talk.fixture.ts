import { vi } from 'vitest';
import { listConversations, type ConversationView } from '../api/customers/conversations.ts';
import type { TestHub } from '../test/start-hub.ts';
import { connectWebhook, textUpdate } from '../test/telegram-webhook.ts';

/** A customer who writes. */
export interface Talk {
  conversation: ConversationView;
  say(text: string): Promise<void>;
}

let updates = 0;

/** A new customer who has said one thing. */
export async function startTalk(hub: TestHub, opening = 'hello'): Promise<Talk> {
  const { channel, post } = await connectWebhook(hub);
  const say = async (text: string) => {
    updates += 1;
    const { status } = await post(textUpdate(updates, { text }));
    if (status !== 200) throw new Error(`the webhook answered ${status}`);
  };
  await say(opening);
  const conversation = await vi.waitFor(async () => {
    const { items } = await hub.client.call(listConversations, { query: { channel: channel.id } });
    if (!items[0]) throw new Error('the conversation is not there');
    return items[0];
  });
  await hub.hub.announcer.settled();
  return { conversation, say };
}
