import type { Readable } from 'node:stream';
import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { TelegramClient } from '../client.ts';
import type { MediaItem } from './plan.ts';

/** Milliseconds an upload may take: 50 MB over a slow line. */
const uploadTimeoutMs = 600_000;

const methods = {
  photo: 'sendPhoto',
  video: 'sendVideo',
  animation: 'sendAnimation',
  audio: 'sendAudio',
  voice: 'sendVoice',
  sticker: 'sendSticker',
  document: 'sendDocument',
} as const;

/** The part of a sent message that we keep. */
export const sentMessage = z.object({ message_id: z.number() });
const sentMessages = z.array(sentMessage);

/** Text under the file and how it is marked. */
interface Caption {
  caption?: string;
  caption_entities?: object[];
}

/** Uploads one file or an album; gives the ids of the messages it became. */
export async function upload(client: TelegramClient, items: MediaItem[], caption: Caption, target: object): Promise<number[]> {
  return withFiles(items, async (files, signal) => {
    const options = { signal, timeoutMs: uploadTimeoutMs };
    const [first] = items;
    if (items.length === 1 && first) {
      const form = first.form;
      // A file that is meant as one must not come out as a video or a GIF.
      const asFile = form === 'document' ? { disable_content_type_detection: true } : {};
      const sent = await client.call(methods[form], { ...target, ...caption, ...asFile, [form]: files[0] }, sentMessage, options);
      return [sent.message_id];
    }
    const media = items.map(({ form }, place) => ({ type: form, media: files[place], ...(place === 0 && caption) }));
    const sent = await client.call('sendMediaGroup', { ...target, media }, sentMessages, options);
    return sent.map((one) => one.message_id);
  });
}

interface UploadFile {
  source: Readable;
  filename: string;
}

/** Opens the files for one call. Telegraf does not notice a file that breaks while it is read, and would wait forever: so we end the call. */
async function withFiles<Result>(items: MediaItem[], use: (files: UploadFile[], signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const reading = new AbortController();
  const files: UploadFile[] = [];
  try {
    for (const { attachment } of items) {
      const source = await attachment.open().catch((error: unknown) => {
        throw unreadableFile(attachment.name, error);
      });
      source.once('error', (error) => reading.abort(unreadableFile(attachment.name, error)));
      files.push({ source, filename: safeName(attachment.name) });
    }
    return await use(files, reading.signal);
  } catch (error) {
    // The request was cut short by us, so Telegram can't have taken it.
    throw reading.signal.aborted ? reading.signal.reason : error;
  } finally {
    for (const { source } of files) source.destroy();
  }
}

function unreadableFile(name: string, cause: unknown): ChannelError {
  return new ChannelError('transient', { detail: `${name} could not be read from the hub's files`, cause });
}

/** Telegraf writes the name into a header as it is: a quote or a line break in it would end the header. */
function safeName(name: string): string {
  return name.replace(/["\\\p{Cc}]/gu, '_') || 'file';
}
