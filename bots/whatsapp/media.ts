import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { FetchedFile } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { lostAnswer } from '../kit/http-call.ts';
import type { WhatsAppClient } from './client.ts';

const mediaInfo = z.object({
  url: z.url(),
  mime_type: z.string().optional(),
  sha256: z.string().optional(),
  file_size: z.coerce.number().optional(),
});

/** Statuses of an address that has run out: it lives five minutes, and a new one is to be had. */
const expired = [401, 403, 404, 410];

/**
 * Opens a file by its id, which lives 7 days when it came in. The stream fails with ChannelError `transient` when the bytes are not those that
 * WhatsApp announced, so that they are fetched again.
 */
export async function fetchFile(client: WhatsAppClient, ref: string, signal: AbortSignal): Promise<FetchedFile> {
  const first = await locate(client, ref, signal);
  let response = await client.open(new URL(first.url), signal);
  let info = first;
  if (expired.includes(response.status)) {
    await response.body?.cancel();
    info = await locate(client, ref, signal);
    response = await client.open(new URL(info.url), signal);
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const isPassing = response.status >= 500 || response.status === 429;
    throw new ChannelError(isPassing ? 'transient' : 'media', { detail: `WhatsApp gave no file (${response.status})` });
  }
  const mimeType = info.mime_type?.split(';')[0]?.trim();
  return {
    stream: Readable.from(readAll(client, Readable.fromWeb(response.body), info)),
    ...(info.file_size !== undefined && { size: info.file_size }),
    ...(mimeType && { mimeType }),
  };
}

function locate(client: WhatsAppClient, ref: string, signal: AbortSignal) {
  return client.get(encodeURIComponent(ref), { phone_number_id: client.phoneNumberId }, mediaInfo, { signal }).catch((error: unknown) => {
    // WhatsApp does not know the id any more, or never did.
    if (!(error instanceof ChannelError) || error.reason !== 'invalid-content') throw error;
    throw new ChannelError('media', { cause: error, ...(error.detail !== undefined && { detail: error.detail }) });
  });
}

async function* readAll(client: WhatsAppClient, body: Readable, { sha256, file_size }: z.infer<typeof mediaInfo>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      size += chunk.length;
      yield Buffer.from(chunk);
    }
  } catch (error) {
    throw lostAnswer(error, client.fileCall);
  }
  const digest = hash.digest();
  // WhatsApp writes it in base64 with webhooks and in hex here.
  const isOther = sha256 !== undefined && sha256 !== digest.toString('hex') && sha256 !== digest.toString('base64');
  if (isOther || (file_size !== undefined && size !== file_size)) {
    throw new ChannelError('transient', { detail: 'The file is not the one that WhatsApp announced' });
  }
}
