import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { Parts } from '../parts.ts';
import { inThread, noPreview } from '../sending/delivery.ts';
import type { Draft } from './draft.ts';

/** Answers an agent's message in its place. */
export async function sayAbout(parts: Parts, draft: Draft, text: string, keyboard?: InlineKeyboardMarkup): Promise<void> {
  await askAbout(parts, draft, text, keyboard);
}

/** The same, and gives the message that was sent. */
export async function askAbout(parts: Parts, draft: Draft, text: string, keyboard?: InlineKeyboardMarkup): Promise<Message> {
  return parts.api.sendMessage(draft.chatId, text, {
    ...inThread({ chatId: draft.chatId, threadId: draft.threadId }),
    ...noPreview,
    reply_parameters: { message_id: draft.messageIds[0] ?? 0, allow_sending_without_reply: true },
    ...(keyboard ? { reply_markup: keyboard } : {}),
  });
}
