import { ChannelError } from '../../../bots/contract/error.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { getConversation } from './get.ts';
import { lastFromCustomer, type ChatPlace } from './reading/last-from-customer.ts';

const everyMs = 4000;
const shownAt = new Map<string, number>();

/**
 * Shows the customer that somebody writes, where the channel can; at most every four seconds a conversation, and never queued: late, it would
 * be a lie. A site's visitor is told who it is, which of a token's program nobody could say.
 */
export async function showTyping(hub: Pick<Hub, 'channels' | 'now' | 'log' | 'wake'>, actor: Actor, conversationId: string): Promise<void> {
  authorize(actor, 'conversation.reply');
  const conversation = await getConversation(actor, conversationId);
  if (actor.type === 'agent')
    hub.wake.ring('team-typing', {
      conversationId: conversation._id.toHexString(),
      agentId: actor.agentId.toHexString(),
      isTyping: true,
    });
  await showTypingIn(hub, conversation);
}

/** The same for who knows the conversation already: no database call, but where the provider shows it only in answer to a message. */
export async function showTypingIn(hub: Pick<Hub, 'channels' | 'now' | 'log'>, conversation: ChatPlace): Promise<void> {
  const conversationId = conversation._id.toHexString();
  const now = hub.now().getTime();
  if (now - (shownAt.get(conversationId) ?? 0) < everyMs) return;
  if (shownAt.size > 10_000) shownAt.clear();
  shownAt.set(conversationId, now);
  const channel = await hub.channels.find(conversation.channelId.toHexString());
  try {
    const { connection } = channel ?? {};
    const last = connection?.typesInAnswer ? await lastFromCustomer(conversation) : null;
    await connection?.setTyping?.(conversation.chatId, last?.externalId ?? undefined);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    hub.log.debug({ err: error, conversationId }, 'typing could not be shown');
  }
}
