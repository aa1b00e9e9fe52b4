import { Readable } from 'node:stream';
import { z } from 'zod';
import type { FetchedFile } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import type { Sender } from '../contract/inbound.ts';
import { openHttp } from '../kit/http-call.ts';
import type { GraphClient } from './client.ts';

/**
 * Opens a file at the signed address that came with its message; no token goes there. The address ends after hours or days, and what is gone then is
 * `media`.
 */
export async function fetchFile({ root }: Pick<GraphClient, 'root'>, ref: string, signal: AbortSignal): Promise<FetchedFile> {
  const url = URL.parse(ref);
  // Without https only where Instagram itself is emulated.
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && root.startsWith('http:'));
  if (!url || !isSafe) {
    throw new ChannelError('media', { detail: 'Instagram gave no address that a file can be fetched from' });
  }
  const response = await openHttp(url, { provider: 'Instagram', repeatable: true, signal, timeoutMs: 120_000, secrets: [] });
  const { status, body, headers } = response;
  if (status === 200 && body) {
    const mimeType = headers.get('content-type')?.split(';')[0]?.trim();
    const size = Number(headers.get('content-length') ?? Number.NaN);
    return { stream: Readable.fromWeb(body), ...(mimeType && { mimeType }), ...(Number.isSafeInteger(size) && { size }) };
  }
  await body?.cancel();
  const isPassing = status === 429 || status >= 500;
  throw new ChannelError(isPassing ? 'transient' : 'media', { detail: `Instagram does not give the file (HTTP ${status})` });
}

const profile = z.object({ name: z.string().optional(), username: z.string().optional(), profile_pic: z.string().optional() });

/** Who a customer is: name, username, picture. Instagram tells it only of people who wrote. */
export async function fetchProfile(client: GraphClient, { externalId }: Pick<Sender, 'externalId'>): Promise<Partial<Sender>> {
  const {
    name,
    username,
    profile_pic: picture,
  } = await client.call({
    path: encodeURIComponent(externalId),
    query: { fields: 'name,username,profile_pic' },
    result: profile,
    isRepeatable: true,
  });
  const shown = name?.trim() || username;
  return { ...(shown && { name: shown }), ...(username && { username }), ...(picture && { avatarRef: picture }) };
}
