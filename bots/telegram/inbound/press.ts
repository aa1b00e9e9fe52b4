import type { InboundEvent } from '../../contract/inbound.ts';
import { buttonIndexOf } from '../../kit/press-key.ts';
import { toSender } from './sender.ts';
import { callbackQuery } from './update.ts';
import type { CallbackQuery } from './update.ts';

/** A pressed inline button: a message that holds the choice. Telegram gives a press no time of its own. */
export function parsePress(raw: unknown, now: () => Date): InboundEvent[] {
  const press = callbackQuery.parse(raw);
  if (!press.message || press.message.chat.type !== 'private' || press.from.is_bot) return [];
  const payload = press.data ?? press.game_short_name ?? '';
  const title = titleOf(press) ?? payload;
  const buttonIndex = buttonIndexOf(payload);
  return [
    {
      type: 'message',
      chatId: String(press.message.chat.id),
      externalId: `press:${press.id}`,
      pressId: press.id,
      sender: toSender(press.from),
      sentAt: now(),
      content: {
        text: title,
        format: 'plain',
        attachments: [],
        choice: { payload, title, ...(buttonIndex !== undefined && { buttonIndex }) },
      },
      replyTo: { externalId: String(press.message.message_id) },
    },
  ];
}

function titleOf(press: CallbackQuery): string | undefined {
  const buttons = press.message?.reply_markup?.inline_keyboard.flat() ?? [];
  return buttons.find((button) => button.callback_data !== undefined && button.callback_data === press.data)?.text;
}
