import type { InboundEvent } from '../../contract/inbound.ts';
import { emojiOf } from '../reactions.ts';
import { chatOffset, consent, reactionSign, readMark, typingSign } from './event.ts';
import type { Reading } from './parse.ts';

/** Messages were allowed or denied; the conversation with a person has the person's number. */
export function parseConsent(raw: unknown, isDenied: boolean, reading: Reading, at: Date): InboundEvent[] {
  const { user_id } = consent.parse(raw);
  const state = isDenied ? 'blocked' : 'unblocked';
  return [{ type: 'reachability', chatId: String(user_id), sender: reading.sender(user_id), state, at }];
}

/** A customer has read up to a message. That the community has read is no news to it. */
export function parseReadMark(raw: unknown, reading: Reading, at: Date): InboundEvent[] {
  const { from_id, peer_id, conversation_message_id } = readMark.parse(raw);
  if (from_id <= 0 || conversation_message_id === undefined || !isTaken(peer_id, reading)) return [];
  return [{ type: 'receipt', chatId: String(peer_id), externalIds: [], upTo: String(conversation_message_id), state: 'read', at }];
}

/** Somebody types to the community; of chats of many it is not told. */
export function parseTyping(raw: unknown, reading: Reading): InboundEvent[] {
  const { from_id, to_id } = typingSign.parse(raw);
  if (from_id <= 0 || to_id >= 0) return [];
  return [{ type: 'typing', chatId: String(from_id), sender: reading.sender(from_id) }];
}

/** A person has one reaction on a message at most. */
export function parseReaction(raw: unknown, reading: Reading, at: Date): InboundEvent[] {
  const { reacted_id, peer_id, cmid, reaction_id } = reactionSign.parse(raw);
  if (reacted_id <= 0 || !isTaken(peer_id, reading)) return [];
  const emojis = reaction_id === undefined ? [] : [emojiOf(reaction_id)];
  return [{ type: 'reaction', chatId: String(peer_id), externalId: String(cmid), sender: reading.sender(reacted_id), emojis, at }];
}

function isTaken(peerId: number, { takesChats }: Reading): boolean {
  return peerId > 0 && (peerId < chatOffset || takesChats);
}
