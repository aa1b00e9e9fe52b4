import { InputMediaBuilder, type InputFile } from 'grammy';
import type { InputMedia } from 'grammy/types';
import type { MessageLink } from '../desk-records.ts';
import type { Delivery } from '../sending/delivery.ts';
import type { Styled } from '../telegram/entities.ts';
import { readRefusal } from '../telegram/refused.ts';
import { rememberIds, sourceOf, type FileGroup } from './send-files.ts';

/** Puts another file into a message that is shown. False where Telegram can't: the message goes, and a new one comes. */
export async function exchangeFile(
  { api, parts }: Delivery,
  { chatId, messageId }: MessageLink,
  { shape, files: [file] }: FileGroup,
  caption: Styled | null,
): Promise<boolean> {
  if (!file) return false;
  const media = toMedia(shape, await sourceOf(parts, file, true), caption);
  if (!media) return false;
  try {
    const changed = await api.editMessageMedia(chatId, messageId, media);
    if (changed !== true) await rememberIds(parts, [file], [changed]);
    return true;
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === 'not-modified') return true;
    if (refusal !== 'message-lost' && refusal !== 'other' && refusal !== 'too-large') throw error;
    parts.log.info({ err: error, chatId }, 'file not exchanged, sending it anew');
    return false;
  }
}

/** Null for kinds that Telegram does not put into a message that is there already: voice, round videos, stickers. */
function toMedia(shape: FileGroup['shape'], source: string | InputFile, caption: Styled | null): InputMedia | null {
  const words = caption ? { caption: caption.text, caption_entities: caption.entities } : {};
  if (shape === 'photo') return InputMediaBuilder.photo(source, words);
  if (shape === 'video') return InputMediaBuilder.video(source, words);
  if (shape === 'animation') return InputMediaBuilder.animation(source, words);
  if (shape === 'audio') return InputMediaBuilder.audio(source, words);
  return shape === 'document' ? InputMediaBuilder.document(source, words) : null;
}
