import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { FetchedFile } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import type { Sender } from '../contract/inbound.ts';
import type { TelegramClient } from './client.ts';
import { toChannelError } from './errors.ts';

const fileInfo = z.object({ file_path: z.string().optional(), file_size: z.number().optional() });
const profilePhotos = z.object({ photos: z.array(z.array(z.object({ file_id: z.string(), width: z.number() }))) });
const chatInfo = z.object({ first_name: z.string().optional(), last_name: z.string().optional(), username: z.string().optional() });

/** Pixels that are enough for a picture of a person. */
const avatarWidth = 640;

/** Opens a file by its `file_id`, which never expires but works for this bot only; the address behind it lives an hour and holds the token. */
export async function fetchFile(client: TelegramClient, ref: string, signal: AbortSignal): Promise<FetchedFile> {
  const info = await client.call('getFile', { file_id: ref }, fileInfo, { repeatable: true, signal });
  if (info.file_path === undefined) throw new ChannelError('media', { detail: 'Telegram no longer has this file' });
  const failure = (error: unknown) => toChannelError(error, { token: client.token, repeatable: true });
  const response = await fetch(client.fileUrl(info.file_path), { signal }).catch((error: unknown) => {
    throw failure(error);
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new ChannelError(response.status >= 500 ? 'transient' : 'media', { detail: `Telegram gave no file (${response.status})` });
  }
  const type = response.headers.get('content-type');
  return {
    stream: Readable.from(readAll(Readable.fromWeb(response.body), failure)),
    name: basename(info.file_path),
    ...(info.file_size !== undefined && { size: info.file_size }),
    ...(type && !type.startsWith('application/octet-stream') && { mimeType: type }),
  };
}

async function* readAll(body: Readable, failure: (error: unknown) => ChannelError): AsyncGenerator<Buffer> {
  try {
    yield* body as AsyncIterable<Buffer>;
  } catch (error) {
    throw failure(error);
  }
}

/** A person's present name and picture. */
export async function fetchProfile(client: TelegramClient, sender: Sender): Promise<Partial<Sender>> {
  const id = Number(sender.externalId);
  const chat = await client.call('getChat', { chat_id: id }, chatInfo, { repeatable: true });
  const { photos } = await client.call('getUserProfilePhotos', { user_id: id, limit: 1 }, profilePhotos, { repeatable: true });
  const sizes = (photos[0] ?? []).toSorted((a, b) => a.width - b.width);
  const picture = sizes.findLast(({ width }) => width <= avatarWidth) ?? sizes[0];
  const name = [chat.first_name, chat.last_name].filter(Boolean).join(' ');
  return { ...(name && { name }), ...(chat.username && { username: chat.username }), ...(picture && { avatarRef: picture.file_id }) };
}
