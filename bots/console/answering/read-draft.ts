import type { Message } from 'grammy/types';
import type { Location } from '../../contract/content.ts';
import { readIntent } from '../notes/note-prefix.ts';
import { fromEntities } from '../telegram/rich-text.ts';
import type { Draft, DraftFile } from './draft.ts';

/** Reads an agent's Telegram message; null for kinds that can't be passed on (polls, dice, games, service messages). */
export function readDraft(message: Message, botId: string): Draft | null {
  const files = readFiles(message);
  const location = readPlace(message);
  const words = message.text ?? message.caption ?? describeContact(message);
  if (files.length === 0 && !location && (words === null || words.trim() === '')) return null;

  const isInline = String(message.via_bot?.id ?? '') === botId;
  const tag = isInline ? /^#(\d{1,9})\s+/.exec(words ?? '') : null;
  const intent = readIntent(tag ? (words ?? '').slice(tag[0].length) : (words ?? ''));
  // Marks are kept in replies; a note's words stand as they were typed.
  const marked =
    intent.kind === 'reply' ? fromEntities(words ?? '', message.entities ?? message.caption_entities ?? [], tag?.[0].length ?? 0) : null;
  const isTopic = message.is_topic_message === true;
  const answered = message.reply_to_message?.message_id;
  // In a topic a message that answers nothing still "replies" to the one that opened the topic.
  const isReply = answered !== undefined && !(isTopic && answered === message.message_thread_id);
  return {
    chatId: String(message.chat.id),
    ...(isTopic && message.message_thread_id !== undefined ? { threadId: message.message_thread_id } : {}),
    messageIds: [message.message_id],
    at: (message.edit_date ?? message.date) * 1000,
    text: marked?.text ?? intent.text,
    format: marked?.format ?? 'plain',
    intent: intent.kind,
    files,
    ...(location ? { location } : {}),
    ...(isReply ? { replyToId: answered } : {}),
    ...(tag ? { taggedNumber: Number(tag[1]) } : {}),
  };
}

/** One draft of an album's parts: a note as soon as one part says so, the words of all captions. */
export function mergeDrafts(parts: Draft[]): Draft | null {
  const sorted = parts.toSorted((a, b) => (a.messageIds[0] ?? 0) - (b.messageIds[0] ?? 0));
  const first = sorted[0];
  if (!first) return null;
  const intent = sorted.some((part) => part.intent === 'note')
    ? 'note'
    : (sorted.find((part) => part.intent === 'doubtful')?.intent ?? 'reply');
  const captions = sorted.filter((part) => part.text !== '');
  return {
    ...first,
    messageIds: sorted.flatMap((part) => part.messageIds),
    text: captions.map((part) => part.text).join('\n'),
    format: captions.some((part) => part.format === 'markdown') ? 'markdown' : 'plain',
    intent,
    files: sorted.flatMap((part) => part.files),
  };
}

/** Channels take no contact cards from us, so a card goes out in words. */
function describeContact({ contact }: Message): string | null {
  return contact ? [contact.first_name, contact.last_name, contact.phone_number].filter(Boolean).join(' ') : null;
}

/** A place, of a venue with its name and address; of a live location where it began. */
function readPlace({ location, venue }: Message): Location | null {
  if (!location) return null;
  const { latitude, longitude } = location;
  return { latitude, longitude, ...(venue ? { name: venue.title, address: venue.address } : {}) };
}

function readFiles(message: Message): DraftFile[] {
  const photo = message.photo?.at(-1);
  if (photo) return [{ ...ids(photo), kind: 'image', name: 'photo.jpg', mimeType: 'image/jpeg' }];
  const { animation, video, video_note: note, voice, audio, sticker, document } = message;
  if (animation)
    return [
      { ...named(animation, 'animation.mp4', 'video/mp4'), kind: 'video', variant: 'animation', durationSeconds: animation.duration },
    ];
  if (video) return [{ ...named(video, 'video.mp4', 'video/mp4'), kind: 'video', durationSeconds: video.duration }];
  if (note)
    return [
      { ...ids(note), kind: 'video', variant: 'note', name: 'video-note.mp4', mimeType: 'video/mp4', durationSeconds: note.duration },
    ];
  if (voice) return [{ ...named(voice, 'voice.ogg', 'audio/ogg'), kind: 'voice', durationSeconds: voice.duration }];
  if (audio) return [{ ...named(audio, 'audio.mp3', 'audio/mpeg'), kind: 'audio', durationSeconds: audio.duration }];
  if (sticker) return [{ ...ids(sticker), kind: 'sticker', ...stickerType(sticker) }];
  return document ? [{ ...named(document, 'file', 'application/octet-stream'), kind: 'document' }] : [];
}

interface TelegramFile {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
}

function ids({ file_id, file_unique_id, file_size }: TelegramFile) {
  return { fileId: file_id, uniqueId: file_unique_id, ...(file_size === undefined ? {} : { size: file_size }) };
}

function named(file: TelegramFile, name: string, mimeType: string) {
  return { ...ids(file), name: file.file_name ?? name, mimeType: file.mime_type ?? mimeType };
}

function stickerType({ is_animated, is_video }: { is_animated: boolean; is_video: boolean }) {
  if (is_video) return { name: 'sticker.webm', mimeType: 'video/webm' };
  return is_animated ? { name: 'sticker.tgs', mimeType: 'application/x-tgsticker' } : { name: 'sticker.webp', mimeType: 'image/webp' };
}
