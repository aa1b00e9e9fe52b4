import { renderListLine } from '../cards/render-card.ts';
import { pressButton, rows } from '../cards/keyboard.ts';
import { noPreview, type Delivery } from '../sending/delivery.ts';
import { lines, style } from '../telegram/entities.ts';

/** The day's numbers and who still waits, for the lobby of a group or an agent's chat. */
export async function deliverDigest({ parts, api, t }: Delivery, chatId: string): Promise<void> {
  const { opened, closed, waiting, unassigned, agents } = await parts.desk.digest();
  const shown = unassigned.slice(0, 10);
  const { text, entities } = lines(
    style('bold', t('digest.title')),
    t('digest.numbers', { opened, closed, waiting }),
    ...agents.map(({ name, open }) => t('digest.agent', { name, count: open })),
    ...shown.map((conversation) => renderListLine(t, conversation, parts.now())),
  );
  const buttons = shown.map((conversation) =>
    pressButton(t('button.take-number', { number: conversation.number }), 'take', conversation.id),
  );
  await api.sendMessage(chatId, text, {
    entities,
    reply_markup: { inline_keyboard: rows(buttons, 3) },
    disable_notification: true,
    ...noPreview,
  });
}
