import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { ConsoleContext } from '../parts.ts';
import type { Keyboard } from '../cards/keyboard.ts';
import { noPreview } from './delivery.ts';
import type { Styled } from '../telegram/entities.ts';

/** Answers an update in its chat and topic, as a reply to the message where there is one. */
export async function say(ctx: ConsoleContext, words: string | Styled, keyboard?: Keyboard): Promise<Message> {
  const styled = typeof words === 'string' ? { text: words, entities: [] } : words;
  const message = ctx.msg;
  const markup: { reply_markup?: InlineKeyboardMarkup } = keyboard ? { reply_markup: { inline_keyboard: keyboard } } : {};
  const isOurs = message?.from?.id === ctx.me.id;
  return ctx.reply(styled.text, {
    entities: styled.entities,
    ...noPreview,
    ...markup,
    ...(message?.is_topic_message && message.message_thread_id !== undefined ? { message_thread_id: message.message_thread_id } : {}),
    ...(message && (!isOurs || keyboard)
      ? { reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true } }
      : {}),
  });
}
