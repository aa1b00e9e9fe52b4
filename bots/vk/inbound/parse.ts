import { inboundEvent } from '../../contract/inbound.ts';
import type { InboundEvent, ParsedElement, Sender } from '../../contract/inbound.ts';
import { vkEvent } from './event.ts';
import type { VkEvent, VkMessage } from './event.ts';
import { parseEdit, parseNewMessage, parseReply } from './message.ts';
import { parsePress } from './press.ts';
import { parseConsent, parseReaction, parseReadMark, parseTyping } from './signs.ts';

/** What an event is read with. */
export interface Reading {
  /** True when chats of many are taken in. */
  takesChats: boolean;
  sender(id: number): Sender;
  /** True for a message that the hub itself sent. */
  isOurs(message: VkMessage): boolean;
  /** Where the files of a message can be fetched from is remembered by their reference. */
  noteFile(ref: string, url: string): void;
  /** When an event came: the same each time it comes, as it has no time of its own. */
  arrivedAt(eventId: string | undefined): Date;
}

/** Reads one event (a post of the Callback API) or a list of them (a poll's answer). Kinds we did not ask for give nothing; what is no event is unreadable. */
export function parsePayload(payload: unknown, reading: Reading): ParsedElement[] {
  if (Array.isArray(payload)) return payload.flatMap((element: unknown) => parseElement(element, reading));
  return parseElement(payload, reading);
}

function parseElement(raw: unknown, reading: Reading): ParsedElement[] {
  try {
    // Checked here, since an impossible date or place would otherwise be refused by the database, again and again.
    return eventsOf(vkEvent.parse(raw), reading).map((event) => ({ event: inboundEvent.parse(event) }));
  } catch (error) {
    return [{ unreadable: error instanceof Error ? error.message : String(error), raw: withoutSecret(raw) }];
  }
}

/** What is kept of an event nobody could read must not hold the secret it came with. */
function withoutSecret(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('secret' in raw)) return raw;
  return { ...raw, secret: undefined };
}

function eventsOf(event: VkEvent, reading: Reading): InboundEvent[] {
  const { type, object } = event;
  const at = () => reading.arrivedAt(event.event_id);
  switch (type) {
    case 'message_new':
      return parseNewMessage(object, reading);
    case 'message_reply':
      return parseReply(object, reading);
    case 'message_edit':
      return parseEdit(object, reading);
    case 'message_event':
      return parsePress(object, reading, at());
    case 'message_allow':
    case 'message_deny':
      return parseConsent(object, type === 'message_deny', reading, at());
    case 'message_read':
      return parseReadMark(object, reading, at());
    case 'message_typing_state':
      return parseTyping(object, reading);
    case 'message_reaction_event':
      return parseReaction(object, reading, at());
    default:
      return [];
  }
}
