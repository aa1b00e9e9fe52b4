import { UnreadablePayload } from '../../contract/error.ts';
import { inboundEvent } from '../../contract/inbound.ts';
import type { InboundEvent, ParsedElement } from '../../contract/inbound.ts';
import { parseMessage, parseMessageEdit } from './message.ts';
import { parsePress } from './press.ts';
import { parseMemberChange, parseReaction } from './signs.ts';
import { update } from './update.ts';
import type { Update } from './update.ts';

/** Reads one Update (a webhook's body) or a list of them (a poll's answer). Kinds we don't listen for give nothing. */
export function parsePayload(payload: unknown, now: () => Date): ParsedElement[] {
  if (Array.isArray(payload)) return payload.flatMap((element: unknown) => parseElement(element, now));
  if (!update.safeParse(payload).success) throw new UnreadablePayload('Not an Update of the Telegram Bot API');
  return parseElement(payload, now);
}

function parseElement(raw: unknown, now: () => Date): ParsedElement[] {
  try {
    // Checked here, since an impossible date or place would otherwise be refused by the database, again and again.
    return eventsOf(update.parse(raw), now).map((event) => ({ event: inboundEvent.parse(event) }));
  } catch (error) {
    return [{ unreadable: error instanceof Error ? error.message : String(error), raw }];
  }
}

function eventsOf(one: Update, now: () => Date): InboundEvent[] {
  if (one.message !== undefined) return parseMessage(one.message);
  if (one.edited_message !== undefined) return parseMessageEdit(one.edited_message);
  if (one.callback_query !== undefined) return parsePress(one.callback_query, now);
  if (one.message_reaction !== undefined) return parseReaction(one.message_reaction);
  if (one.my_chat_member !== undefined) return parseMemberChange(one.my_chat_member);
  return [];
}
