import type { InboundEvent, InboundMessage } from '../../contract/inbound.ts';
import { toContent } from './content.ts';
import { toDate, toSender } from './sender.ts';
import { messageEnvelope } from './update.ts';
import type { MessageEnvelope } from './update.ts';

/** A new message. Groups and channels are ignored: a customer's bot works in private chats, and answers nobody elsewhere. */
export function parseMessage(raw: unknown): InboundEvent[] {
  const message = messageEnvelope.parse(raw);
  if (message.migrate_to_chat_id !== undefined) {
    return [{ type: 'chat-moved', chatId: String(message.chat.id), newChatId: String(message.migrate_to_chat_id) }];
  }
  const from = customerOf(message);
  const content = from && toContent(message);
  if (!content) return [];
  return [
    {
      type: 'message',
      chatId: String(message.chat.id),
      externalId: String(message.message_id),
      sender: toSender(from),
      sentAt: toDate(message.date),
      content,
      ...(message.media_group_id && { groupId: message.media_group_id }),
      ...replyOf(message),
    },
  ];
}

/** A changed message; of a live location each new place is one. */
export function parseMessageEdit(raw: unknown): InboundEvent[] {
  const message = messageEnvelope.parse(raw);
  const content = customerOf(message) && toContent(message);
  if (!content) return [];
  return [
    {
      type: 'edit',
      chatId: String(message.chat.id),
      externalId: String(message.message_id),
      editedAt: toDate(message.edit_date ?? message.date),
      content,
    },
  ];
}

/** The person who wrote in a private chat; undefined for groups, channels and bots (also our own). */
function customerOf(message: MessageEnvelope) {
  return message.chat.type === 'private' && message.from && !message.from.is_bot ? message.from : undefined;
}

/** What it answers: a message of this chat, or one of another chat of which only the quoted words are known. */
function replyOf(message: MessageEnvelope): Pick<InboundMessage, 'replyTo'> {
  const answered = message.reply_to_message;
  const text = message.quote?.text ?? answered?.text ?? answered?.caption;
  if (!answered && text === undefined) return {};
  return { replyTo: { ...(answered && { externalId: String(answered.message_id) }), ...(text !== undefined && { text }) } };
}
