import { UnreadablePayload } from '../../contract/error.ts';
import { inboundEvent } from '../../contract/inbound.ts';
import type { InboundEvent, ParsedElement } from '../../contract/inbound.ts';
import type { OwnContexts } from '../account/own-contexts.ts';
import { sign } from '../inbox/signs.ts';
import type { Sign } from '../inbox/signs.ts';
import { parseEdit, parseItem } from './item.ts';
import { toSender } from './sender.ts';

/** Reads what a look into the inbox handed over. */
export function parsePayload(payload: unknown, own: OwnContexts): ParsedElement[] {
  if (!Array.isArray(payload)) throw new UnreadablePayload('Not what a look into an Instagram inbox finds');
  return payload.flatMap((raw: unknown) => parseElement(raw, own));
}

function parseElement(raw: unknown, own: OwnContexts): ParsedElement[] {
  try {
    // Checked here, since an impossible date or place would otherwise be refused by the database, again and again.
    return eventsOf(sign.parse(raw), own).map((event) => ({ event: inboundEvent.parse(event) }));
  } catch (error) {
    return [{ unreadable: error instanceof Error ? error.message : String(error), raw }];
  }
}

function eventsOf(one: Sign, own: OwnContexts): InboundEvent[] {
  switch (one.kind) {
    case 'item':
      return parseItem(one, own);
    case 'edited':
      return parseEdit(one, new Date(one.at));
    case 'gone':
      return [{ type: 'delete', chatId: one.chat.id, externalIds: one.itemIds, deletedAt: new Date(one.at) }];
    case 'reactions':
      return [
        {
          type: 'reaction',
          chatId: one.chat.id,
          externalId: one.itemId,
          sender: toSender(one.by, one.chat),
          emojis: one.emojis,
          at: new Date(one.at),
        },
      ];
    case 'seen':
      return [{ type: 'receipt', chatId: one.chat.id, externalIds: [], upTo: one.itemId, state: 'read', at: new Date(one.at) }];
    case 'unreadable':
      throw new Error('Instagram wrote something that is neither a chat nor a message');
  }
}
