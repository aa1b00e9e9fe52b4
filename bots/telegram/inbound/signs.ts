import type { InboundEvent } from '../../contract/inbound.ts';
import { toDate, toSender } from './sender.ts';
import { memberChange, messageReaction } from './update.ts';

/** Shown for a reaction that has no character of its own: a custom emoji or a paid star. */
const reactionFallbacks: Record<string, string> = { custom_emoji: '🧩', paid: '⭐' };

/** A person's reactions on one message of a private chat. */
export function parseReaction(raw: unknown): InboundEvent[] {
  const reaction = messageReaction.parse(raw);
  if (reaction.chat.type !== 'private' || reaction.user?.is_bot) return [];
  const emojis = reaction.new_reaction.map((one) => one.emoji ?? reactionFallbacks[one.type] ?? '🧩');
  return [
    {
      type: 'reaction',
      chatId: String(reaction.chat.id),
      externalId: String(reaction.message_id),
      ...(reaction.user && { sender: toSender(reaction.user) }),
      emojis: [...new Set(emojis)],
      at: toDate(reaction.date),
    },
  ];
}

/** In a private chat Telegram sends this exactly when the person blocks or unblocks the bot. */
export function parseMemberChange(raw: unknown): InboundEvent[] {
  const change = memberChange.parse(raw);
  if (change.chat.type !== 'private') return [];
  return [
    {
      type: 'reachability',
      chatId: String(change.chat.id),
      sender: toSender(change.from),
      state: change.new_chat_member.status === 'kicked' ? 'blocked' : 'unblocked',
      at: toDate(change.date),
    },
  ];
}
