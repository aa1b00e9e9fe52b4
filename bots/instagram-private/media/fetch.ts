import { Readable } from 'node:stream';
import { z } from 'zod';
import type { FetchedFile } from '../../contract/channel.ts';
import { ChannelError } from '../../contract/error.ts';
import type { Account } from '../account/account.ts';
import { instagramRoot } from '../client.ts';
import { CallFailed, toChannelError } from '../errors.ts';
import { fetchThread } from '../inbox/fetch-older.ts';
import { itemEnvelope } from '../inbox/shapes.ts';
import { readFiles } from '../inbound/files.ts';
import { readRef } from './ref.ts';
import type { MediaRef } from './ref.ts';

/** Pages of a thread in which a message is looked for whose file's address expired. */
const maxPages = 20;

const expired = [401, 403, 404, 410];

/** Opens a file by its address, or, where that expired, by a new one that the message is asked for. */
export async function fetchFile(account: Account, ref: string, signal: AbortSignal): Promise<FetchedFile> {
  const place = readRef(ref);
  if (!place) throw new ChannelError('media', { detail: 'This is no file of Instagram' });
  const first = await open(account, place.u, signal);
  if (!expired.includes(first.status)) return toFile(first);
  await first.body?.cancel();
  const url = await findAddress(account, place, signal);
  if (url === undefined) throw new ChannelError('media', { detail: 'Instagram no longer has this file' });
  return toFile(await open(account, url, signal));
}

async function open(account: Account, url: string, signal: AbortSignal): Promise<Response> {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (!address || !isTrusted(address, account.root))
    throw new ChannelError('media', { detail: 'The file is not on a server of Instagram' });
  // No redirects: an address that was looked at must not lead to another one.
  return fetch(address, { signal, redirect: 'error' }).catch((error: unknown) => {
    throw lostLine(error);
  });
}

const mediaServers = /(^|\.)(cdninstagram\.com|fbcdn\.net|fbsbx\.com|giphy\.com)$/;

/** Instagram's media servers, and GIPHY's for GIFs; an emulator serves its files itself. */
function isTrusted({ protocol, hostname, origin }: URL, root: string): boolean {
  if (root !== instagramRoot) return origin === new URL(root).origin;
  return protocol === 'https:' && mediaServers.test(hostname);
}

async function toFile(response: Response): Promise<FetchedFile> {
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const isAway = response.status >= 500 || response.status === 429;
    throw new ChannelError(isAway ? 'transient' : 'media', { detail: `Instagram gave no file (${response.status})` });
  }
  const type = response.headers.get('content-type');
  const size = Number(response.headers.get('content-length'));
  return {
    stream: Readable.from(readAll(Readable.fromWeb(response.body))),
    ...(size > 0 && { size }),
    ...(type && !type.startsWith('application/octet-stream') && { mimeType: type }),
  };
}

async function* readAll(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body as AsyncIterable<Buffer>;
  } catch (error) {
    throw lostLine(error);
  }
}

function lostLine(error: unknown): ChannelError {
  const words = error instanceof Error && error.name === 'AbortError' ? 'waited too long' : 'the line was lost';
  return new ChannelError('transient', { detail: `Instagram's media server gave no file (${words})` });
}

async function findAddress(account: Account, place: MediaRef, signal: AbortSignal): Promise<string | undefined> {
  if (!account.isReady()) throw new ChannelError('transient', { detail: 'The Instagram account is not signed in yet' });
  try {
    return 'p' in place ? await findPicture(account, place.p, signal) : await findInThread(account, place, signal);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw signal.aborted ? lostLine(error) : error;
    const failure = toChannelError(error.trouble, { repeatable: true });
    throw failure.reason === 'recipient-unknown' ? new ChannelError('media', { detail: 'Instagram no longer has this file' }) : failure;
  }
}

const picture = z.object({ profile_pic_url: z.string().optional() });

function findPicture(account: Account, userId: string, signal: AbortSignal): Promise<string | undefined> {
  return account.call(async (ig) => picture.parse(await ig.user.info(userId)).profile_pic_url, signal);
}

async function findInThread(account: Account, { t, i, n }: Extract<MediaRef, { t: string }>, signal: AbortSignal) {
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const thread = await fetchThread(account, t, cursor, signal);
    const found = thread.items.find((raw) => itemEnvelope.safeParse(raw).data?.item_id === i);
    if (found !== undefined) return readFiles(typeOf(found), found)[n]?.url;
    if (!thread.has_older || !thread.oldest_cursor) return undefined;
    cursor = thread.oldest_cursor;
  }
  return undefined;
}

function typeOf(item: unknown): string {
  return z.object({ item_type: z.string() }).safeParse(item).data?.item_type ?? '';
}
