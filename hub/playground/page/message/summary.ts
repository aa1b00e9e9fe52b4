import type { Words } from '../words/en.ts';
import type { Message } from '../world/schema.ts';
import { serviceWords } from './service.ts';

/** What a person reads of a message: a deep link's payload is not shown, as in Telegram. */
export function readableText(message: Message): string | undefined {
  const text = message.text ?? message.caption;
  return text !== undefined && /^\/start \S+$/.test(text) ? '/start' : text;
}

/** A message in one line. */
export function summarise(words: Words, message: Message): string {
  if (message.service) return serviceWords(words, message);
  const text = readableText(message);
  if (text !== undefined) return text.replaceAll('\n', ' ');
  const kind = message.media?.kind;
  if (kind === 'photo') return words.picture;
  if (kind === 'voice') return words.voice;
  if (kind === 'sticker') return words.sticker;
  if (message.attachment && 'location' in message.attachment) return words.location;
  if (message.attachment && 'contact' in message.attachment) return words.contactWord;
  return message.media?.name ?? words.fileWord;
}
