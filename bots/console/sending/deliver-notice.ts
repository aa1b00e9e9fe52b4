import { z } from 'zod';
import type { Send } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { inThread, noPreview, type Delivery, type Spot } from './delivery.ts';

const noticeData = z.object({
  /** A key below `notice.` of the texts. */
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

/** A short line about a conversation, hung on its card. */
export async function deliverNotice({ parts, api, t }: Delivery, send: Send, conversation: DeskConversation, spot: Spot): Promise<void> {
  const { key, values } = noticeData.parse(send.data);
  const card = await parts.records.cards.find(spot.chatId, conversation.id);
  const sent = await api.sendMessage(
    spot.chatId,
    t(`notice.${key}`, { number: conversation.number, name: conversation.contact.name, ...values }),
    {
      ...inThread(spot),
      ...noPreview,
      disable_notification: true,
      ...(card ? { reply_parameters: { message_id: card.messageId, allow_sending_without_reply: true } } : {}),
    },
  );
  const place = spot.threadId === undefined ? {} : { threadId: spot.threadId };
  await parts.records.links.add([
    {
      chatId: spot.chatId,
      ...place,
      messageId: sent.message_id,
      conversationId: conversation.id,
      hubMessageId: null,
      seq: 0,
      part: 0,
      kind: 'notice',
    },
  ]);
}
