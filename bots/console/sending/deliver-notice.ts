import { z } from 'zod';
import type { Send } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { countLately } from '../announcing/flood.ts';
import { pressButton } from '../cards/keyboard.ts';
import { describeWait, isWaitingForSomebody } from '../cards/render-card.ts';
import { join, lines, mention } from '../telegram/entities.ts';
import { inThread, noPreview, type Delivery, type Spot } from './delivery.ts';

const noticeData = z.object({
  /** A key below `notice.` of the texts. */
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Whom it is meant for: their apps tell them. */
  mentions: z.array(z.object({ userId: z.string(), name: z.string() })).default([]),
});

/** A short line about a conversation, hung on its card. */
export async function deliverNotice({ parts, api, t }: Delivery, send: Send, conversation: DeskConversation, spot: Spot): Promise<void> {
  const { key, values, mentions } = noticeData.parse(send.data);
  const isWaiting = key === 'waiting';
  if (isWaiting && !isWaitingForSomebody(conversation)) return;
  const card = await parts.records.cards.find(spot.chatId, conversation.id);
  const wait = isWaiting ? { time: describeWait(t, conversation, parts.now()) } : {};
  const flood = key === 'flood' ? { count: await countLately(parts, conversation.id) } : {};
  const said = t(`notice.${key}`, { number: conversation.number, name: conversation.contact.name, ...wait, ...flood, ...values });
  const people = mentions.map(({ userId, name }) => mention(name, Number(userId)));
  const { text, entities } = lines(said, people.length > 0 ? join(...people.flatMap((one) => [one, ' '])) : null);
  const take = isWaiting ? { inline_keyboard: [[pressButton(t('button.take'), 'take', conversation.id)]] } : undefined;
  const sent = await api.sendMessage(spot.chatId, text, {
    ...inThread(spot),
    ...noPreview,
    entities,
    disable_notification: !isWaiting,
    ...(take ? { reply_markup: take } : {}),
    ...(card ? { reply_parameters: { message_id: card.messageId, allow_sending_without_reply: true } } : {}),
  });
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
