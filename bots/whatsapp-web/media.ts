import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FetchedFile } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import type { Sender } from '../contract/inbound.ts';
import { phoneOf, readExternalId } from './ids.ts';
import { maxFileBytes } from './limits.ts';
import type { AccountSession } from './session/session.ts';

/** Where WhatsApp keeps pictures of people; no other address is ever fetched. */
const pictureHost = /^https:\/\/[\w-]+\.whatsapp\.net\//;

/** Milliseconds the page may take to fetch and decrypt a file. */
const downloadMs = 300_000;

/** Opens a file by its message, or a person's picture by its address. The page can fetch only what the phone or WhatsApp's servers still have. */
export async function fetchFile(session: AccountSession, ref: string, signal: AbortSignal): Promise<FetchedFile> {
  if (signal.aborted) throw new ChannelError('transient', { detail: 'It was given up' });
  if (pictureHost.test(ref)) return fetchPicture(ref, signal);
  const message = readExternalId(ref);
  if (!message) throw new ChannelError('media', { detail: 'This is no file of WhatsApp Web' });
  const path = join(session.files(), randomUUID());
  const options = { repeatable: true, timeoutMs: downloadMs, signal };
  const { size, mimeType, name } = await session.call('download', { message, path, maxBytes: maxFileBytes }, options);
  const stream = createReadStream(path);
  // The open file stays readable; nobody else needs its name.
  stream.once('open', () => void rm(path, { force: true }));
  return { stream, size, ...(mimeType && { mimeType }), ...(name && { name }) };
}

async function fetchPicture(url: string, signal: AbortSignal): Promise<FetchedFile> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw new ChannelError('transient', { detail: 'WhatsApp gave no picture', cause: error });
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new ChannelError(response.status >= 500 ? 'transient' : 'media', { detail: `WhatsApp gave no picture (${response.status})` });
  }
  const mimeType = response.headers.get('content-type');
  return { stream: Readable.fromWeb(response.body), ...(mimeType && { mimeType }) };
}

/** A person's name and picture, as far as the account may see them. */
export async function fetchProfile(session: AccountSession, sender: Sender): Promise<Partial<Sender>> {
  const found = await session.call('profile', { chatId: sender.externalId }, { repeatable: true });
  const phone = phoneOf(found.phone);
  const picture = found.pictureUrl !== undefined && pictureHost.test(found.pictureUrl) ? found.pictureUrl : undefined;
  return { ...(found.name && { name: found.name }), ...(phone && { phone }), ...(picture && { avatarRef: picture }) };
}
