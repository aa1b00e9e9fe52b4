import { z } from 'zod';
import type { InboundEvent } from '../../contract/inbound.ts';
import type { MessageEnvelope, PersonIds } from './webhook.ts';

const system = z.object({
  type: z.string().optional(),
  wa_id: z.string().optional(),
  new_wa_id: z.string().optional(),
  customer: z.string().optional(),
  user_id: z.string().optional(),
  previous_user_id: z.string().optional(),
});

const userIdUpdate = z.object({ user_id: z.object({ previous: z.string(), current: z.string() }) });

/** A person's new number or new id: their chat goes on under it. Other notices of the system say nothing to us. */
export function parseSystem(message: MessageEnvelope, ids: PersonIds): InboundEvent[] {
  const notice = system.parse(message['system']);
  switch (notice.type) {
    case 'user_changed_number':
    case 'customer_changed_number':
      return moved(ids.phone ?? notice.customer, notice.wa_id ?? notice.new_wa_id);
    case 'user_changed_user_id':
      return moved(notice.previous_user_id ?? ids.userId, notice.user_id);
    default:
      return [];
  }
}

/** The same news of an id under a field of its own. */
export function parseUserIdUpdate(raw: unknown): InboundEvent[] {
  const { previous, current } = userIdUpdate.parse(raw).user_id;
  return moved(previous, current);
}

function moved(from: string | undefined, to: string | undefined): InboundEvent[] {
  return from && to && from !== to ? [{ type: 'chat-moved', chatId: from, newChatId: to }] : [];
}
