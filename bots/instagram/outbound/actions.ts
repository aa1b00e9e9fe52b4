import { ChannelError } from '../../contract/error.ts';
import { anyResult } from '../client.ts';
import type { GraphClient } from '../client.ts';

type Caller = Pick<GraphClient, 'call'>;

/** Shows the customer that we are typing; Instagram ends it after some 20 seconds, or with our message. */
export async function showTyping(client: Caller, chatId: string): Promise<void> {
  await act(client, chatId, { sender_action: 'typing_on' });
}

/** Tells the customer that we have seen what they wrote. */
export async function markSeen(client: Caller, chatId: string): Promise<void> {
  await act(client, chatId, { sender_action: 'mark_seen' });
}

/** Puts our heart on a message, the only reaction the API has, or takes it back with null. Throws `invalid-content` for another one. */
export async function react(client: Caller, chatId: string, externalId: string, emoji: string | null): Promise<void> {
  const isHeart = emoji === null || emoji.replace('\uFE0F', '') === '❤';
  if (!isHeart) throw new ChannelError('invalid-content', { detail: 'Through its API Instagram takes only ❤ as a reaction' });
  const payload = { message_id: externalId, ...(emoji !== null && { reaction: 'love' }) };
  await act(client, chatId, { sender_action: emoji === null ? 'unreact' : 'react', payload });
}

function act(client: Caller, chatId: string, action: object): Promise<unknown> {
  return client.call({ path: 'me/messages', body: { recipient: { id: chatId }, ...action }, result: anyResult, isRepeatable: true });
}
