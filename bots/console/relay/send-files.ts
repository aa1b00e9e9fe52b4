import { InputFile, InputMediaBuilder, type Api } from 'grammy';
import type { Message, ReplyParameters } from 'grammy/types';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { Translate } from '../console.ts';
import type { Parts } from '../parts.ts';
import { lines, type Styled } from '../telegram/entities.ts';
import { readRefusal } from '../telegram/refused.ts';

type AttachmentView = MessageView['attachments'][number];
type Shape = 'photo' | 'video' | 'animation' | 'videoNote' | 'audio' | 'voice' | 'sticker' | 'document' | 'tooLarge';

/** Options every kind of send takes. */
export interface SendOptions {
  message_thread_id?: number;
  disable_notification?: boolean;
  reply_parameters?: ReplyParameters;
}

/** Files that go out as one Telegram call. */
export interface FileGroup {
  shape: Shape;
  files: AttachmentView[];
  takesCaption: boolean;
}

/** Telegram's limits for uploads by bots: 50 MB, photos 10 MB. */
const maxUploadBytes = 50 * 1024 * 1024;
const maxPhotoBytes = 10 * 1024 * 1024;
const albumSize = 10;

/** Puts files into as few calls as Telegram allows: photos and videos, documents, and audio make albums of up to ten. */
export function groupFiles(files: AttachmentView[]): FileGroup[] {
  const groups: FileGroup[] = [];
  for (const file of files) {
    const shape = shapeOf(file);
    const last = groups.at(-1);
    const last0 = last?.files[0];
    if (last && last0 && last.files.length < albumSize && albumOf(shape) !== null && albumOf(shape) === albumOf(shapeOf(last0)))
      last.files.push(file);
    else groups.push({ shape, files: [file], takesCaption: shape !== 'sticker' && shape !== 'videoNote' });
  }
  return groups;
}

interface FileSender {
  api: Api;
  parts: Parts;
  t: Translate;
}

/** Sends a group with a caption; a file this bot has sent before goes by its id. */
export async function sendFiles(
  sender: FileSender,
  chatId: string,
  group: FileGroup,
  caption: Styled | null,
  options: SendOptions,
): Promise<Message[]> {
  try {
    return await sendGroup(sender, chatId, group, caption, options, true);
  } catch (error) {
    if (readRefusal(error) !== 'other' && readRefusal(error) !== 'too-large') throw error;
    sender.parts.log.info({ err: error, chatId }, 'files refused, uploading as documents');
    const plain: FileGroup = { ...group, shape: group.files.every((file) => file.size <= maxUploadBytes) ? 'document' : 'tooLarge' };
    return sendGroup(sender, chatId, plain, caption, options, false);
  }
}

async function sendGroup(
  sender: FileSender,
  chatId: string,
  group: FileGroup,
  caption: Styled | null,
  options: SendOptions,
  mayReuse: boolean,
): Promise<Message[]> {
  const sources = await Promise.all(group.files.map((file) => sourceOf(sender.parts, file, mayReuse)));
  const sent =
    group.files.length > 1 && group.shape !== 'tooLarge'
      ? await sendAlbum(sender, chatId, group, sources, caption, options)
      : [await sendOne(sender, chatId, group, sources[0], caption, options)];
  await rememberIds(sender.parts, group.files, sent);
  return sent;
}

async function sendAlbum(
  { api }: FileSender,
  chatId: string,
  { files, shape }: FileGroup,
  sources: (string | InputFile)[],
  caption: Styled | null,
  options: SendOptions,
): Promise<Message[]> {
  const entries = files.map((file, index) => ({
    file,
    source: sources[index] ?? '',
    words: index === 0 && caption ? { caption: caption.text, caption_entities: caption.entities } : {},
  }));
  if (shape === 'audio')
    return api.sendMediaGroup(
      chatId,
      entries.map(({ source, words }) => InputMediaBuilder.audio(source, words)),
      options,
    );
  if (shape === 'document')
    return api.sendMediaGroup(
      chatId,
      entries.map(({ source, words }) => InputMediaBuilder.document(source, words)),
      options,
    );
  const media = entries.map(({ file, source, words }) =>
    shapeOf(file) === 'video' ? InputMediaBuilder.video(source, words) : InputMediaBuilder.photo(source, words),
  );
  return api.sendMediaGroup(chatId, media, options);
}

async function sendOne(
  { api, t }: FileSender,
  chatId: string,
  { shape, files }: FileGroup,
  source: string | InputFile | undefined,
  caption: Styled | null,
  options: SendOptions,
): Promise<Message> {
  const words = { ...options, ...(caption ? { caption: caption.text, caption_entities: caption.entities } : {}) };
  if (source === undefined || shape === 'tooLarge') {
    const hints = files.map((file) => t('attachment.too-large-for-telegram', { name: file.name, size: megabytes(file.size) }));
    const { text, entities } = lines(caption, ...hints);
    return api.sendMessage(chatId, text, { ...options, entities });
  }
  if (shape === 'photo') return api.sendPhoto(chatId, source, words);
  if (shape === 'video') return api.sendVideo(chatId, source, words);
  if (shape === 'animation') return api.sendAnimation(chatId, source, words);
  if (shape === 'audio') return api.sendAudio(chatId, source, words);
  if (shape === 'voice') return api.sendVoice(chatId, source, words);
  if (shape === 'videoNote') return api.sendVideoNote(chatId, source, options);
  if (shape === 'sticker') return api.sendSticker(chatId, source, options);
  return api.sendDocument(chatId, source, words);
}

/** The file's id at Telegram when this bot has sent it before, else its bytes as a stream. */
export async function sourceOf(parts: Parts, file: AttachmentView, mayReuse: boolean): Promise<string | InputFile> {
  const known = mayReuse ? await parts.records.fileIds.find(file.id) : null;
  if (known) return known;
  return new InputFile(async () => (await parts.desk.files.open(file.id)).stream, file.name);
}

/** Remembers Telegram's ids of files that were sent, in their order. */
export async function rememberIds(parts: Parts, files: AttachmentView[], sent: Message[]): Promise<void> {
  for (const [index, file] of files.entries()) {
    const message = sent[index];
    const media =
      message?.photo?.at(-1) ??
      message?.video ??
      message?.animation ??
      message?.audio ??
      message?.voice ??
      message?.video_note ??
      message?.sticker ??
      message?.document;
    if (media) await parts.records.fileIds.put(file.id, media.file_id);
  }
}

function shapeOf({ kind, size, variant }: AttachmentView): Shape {
  if (size > maxUploadBytes) return 'tooLarge';
  if (variant === 'animation') return 'animation';
  if (variant === 'note') return 'videoNote';
  if (kind === 'image') return size > maxPhotoBytes ? 'document' : 'photo';
  return kind;
}

function albumOf(shape: Shape): string | null {
  if (shape === 'photo' || shape === 'video') return 'visual';
  return shape === 'document' || shape === 'audio' ? shape : null;
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
