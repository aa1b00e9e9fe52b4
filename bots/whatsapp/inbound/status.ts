import type { InboundEvent } from '../../contract/inbound.ts';
import { readCallbackData } from '../callback-data.ts';
import { detailOf, graphError, reasonOf } from '../errors.ts';
import { messageStatus } from './webhook.ts';

/** Voice notes are played as well as read. Other states (`deleted`, `warning`) say nothing of a delivery. */
const states: Readonly<Record<string, 'sent' | 'delivered' | 'read' | 'failed'>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/** What became of a message of ours. The chat is the one we sent it to, which the status itself may name by another id. */
export function parseStatus(raw: unknown): InboundEvent[] {
  const { id, status, timestamp, recipient_id, recipient_user_id, recipient_type, errors, biz_opaque_callback_data } =
    messageStatus.parse(raw);
  const state = Object.hasOwn(states, status) ? states[status] : undefined;
  if (state === undefined || recipient_type === 'group') return [];
  const ours = readCallbackData(biz_opaque_callback_data);
  const chatId = ours?.chatId ?? (recipient_id || recipient_user_id);
  if (!chatId) throw new Error('WhatsApp named nobody');
  const refusal = state === 'failed' ? graphError.safeParse(errors?.[0]).data : undefined;
  return [
    {
      type: 'receipt',
      chatId,
      externalIds: [id],
      ...(ours?.pieces === 1 && { messageId: ours.messageId }),
      state,
      at: timestamp,
      ...(refusal && { reason: reasonOf(refusal), detail: detailOf(refusal) }),
    },
  ];
}
