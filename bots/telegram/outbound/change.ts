import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage } from '../../contract/outbound.ts';
import type { RichText } from '../../contract/rich-text-marks.ts';
import { anyResult } from '../client.ts';
import type { TelegramClient } from '../client.ts';
import { isRefusal } from '../errors.ts';
import { telegramAbilities } from '../limits.ts';
import { keyboardOf, messageNumber, toEntities } from './parameters.ts';
import { canCarryCaption, partCount, planMessage } from './plan.ts';
import type { Piece } from './plan.ts';

const safely = { repeatable: true };

/**
 * Changes the words of a sent message in place: its texts, or its caption. Words that now need more messages than went out are refused; messages
 * that are left over are deleted.
 */
export async function editMessage(client: TelegramClient, chatId: string, parts: string[], message: OutboundMessage): Promise<void> {
  const others = message.attachments.length + (message.location ? 1 : 0);
  const textParts = parts.length - others;
  const pieces = planMessage(message, textParts > 0 ? 'apart' : 'caption');
  const texts = pieces.filter((piece) => piece.type === 'text');
  if (textParts <= 0) return editCaption(client, chatId, parts, message, pieces);
  if (texts.length > textParts || texts.length === 0) throw tooLong(texts.length, textParts);
  // With buttons the texts stand behind the files, without before them (`planMessage`).
  const start = message.buttons?.length ? others : 0;
  const own = parts.slice(start, start + textParts);
  for (const [place, piece] of texts.entries()) {
    const words = { text: piece.rich.text, entities: toEntities(piece.rich), ...(piece.keyboard && keyboardOf(message)) };
    await change(client, 'editMessageText', { chat_id: chatId, message_id: numberOf(own[place]), ...words });
  }
  await deleteMessages(client, chatId, own.slice(texts.length));
}

async function editCaption(
  client: TelegramClient,
  chatId: string,
  parts: string[],
  message: OutboundMessage,
  pieces: Piece[],
): Promise<void> {
  if (pieces.some((piece) => piece.type === 'text')) throw tooLong(1, 0);
  let at = 0;
  for (const piece of pieces) {
    if (piece.type === 'media' && canCarryCaption(piece)) {
      const words: RichText = piece.caption ?? { text: '', marks: [] };
      const caption = { caption: words.text, caption_entities: toEntities(words), ...(piece.keyboard && keyboardOf(message)) };
      return change(client, 'editMessageCaption', { chat_id: chatId, message_id: numberOf(parts[at]), ...caption });
    }
    at += partCount(piece);
  }
  throw new ChannelError('invalid-content', { detail: 'This message has no words that could be changed' });
}

function tooLong(needed: number, sent: number): ChannelError {
  return new ChannelError('invalid-content', {
    detail: `The new text does not fit: it needs ${needed} messages of its own, ${sent} went out`,
  });
}

/** Telegram refuses a change that changes nothing; for us it is made. */
async function change(client: TelegramClient, method: string, payload: object): Promise<void> {
  await client.call(method, payload, anyResult, safely).catch((error: unknown) => {
    if (!isRefusal(error, /message is not modified/i)) throw error;
  });
}

/** Deletes messages of ours; one that is gone already is deleted. */
export async function deleteMessages(client: TelegramClient, chatId: string, parts: string[]): Promise<void> {
  for (const part of parts) {
    await client.call('deleteMessage', { chat_id: chatId, message_id: numberOf(part) }, anyResult, safely).catch((error: unknown) => {
      if (!isRefusal(error, /message to delete not found|message_id_invalid/i)) throw error;
    });
  }
}

/** Puts our reaction on a message, or takes it back; only the emoji of `reactionEmojis` can be. */
export async function setReaction(client: TelegramClient, chatId: string, externalId: string, emoji: string | null): Promise<void> {
  const allowed = telegramAbilities.reactionEmojis ?? [];
  const bare = (one: string) => one.replaceAll('\uFE0F', '');
  const known = emoji === null ? undefined : allowed.find((one) => bare(one) === bare(emoji));
  if (emoji !== null && known === undefined)
    throw new ChannelError('invalid-content', { detail: `Telegram takes no ${emoji} as a reaction` });
  const reaction = known === undefined ? [] : [{ type: 'emoji', emoji: known }];
  await client.call('setMessageReaction', { chat_id: chatId, message_id: numberOf(externalId), reaction }, anyResult, safely);
}

/** Tells Telegram that a press was taken; one that waited too long has ended by itself. */
export async function answerPress(client: TelegramClient, pressId: string): Promise<void> {
  await client.call('answerCallbackQuery', { callback_query_id: pressId }, anyResult, safely).catch((error: unknown) => {
    if (!isRefusal(error, /query is too old|query_id_invalid/i)) throw error;
  });
}

function numberOf(externalId: string | undefined): number {
  const number = messageNumber(externalId ?? '');
  if (number === null) throw new ChannelError('invalid-content', { detail: 'This is no message at Telegram that could be changed' });
  return number;
}
