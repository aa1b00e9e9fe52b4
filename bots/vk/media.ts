import { Readable } from 'node:stream';
import { z } from 'zod';
import type { FetchedFile } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { lostAnswer, openHttp } from '../kit/http-call.ts';
import type { HttpCall } from '../kit/http-call.ts';
import type { VkClient } from './api/client.ts';
import { readFileRef } from './file-ref.ts';
import { hangingOn } from './inbound/attachments.ts';
import { readFile } from './inbound/files.ts';

/** Where files lie: their addresses as VK last told them. They need no token, and they expire. */
export interface Files {
  note(ref: string, url: string): void;
  /** Opens a file by its reference, or a picture of a person by its address. */
  fetch(ref: string, signal: AbortSignal): Promise<FetchedFile>;
}

const messages = z.object({ items: z.array(z.unknown()) });
const attachment = z.looseObject({ type: z.string() });
const rememberedLimit = 5000;

/** Nothing is known yet. */
export function createFiles(client: VkClient): Files {
  const addresses = new Map<string, string>();
  const note = (ref: string, url: string) => {
    addresses.delete(ref);
    addresses.set(ref, url);
    const [oldest] = addresses.keys();
    if (addresses.size > rememberedLimit && oldest !== undefined) addresses.delete(oldest);
  };
  return {
    note,
    async fetch(ref, signal) {
      if (/^https?:/i.test(ref)) return open(client, ref, signal);
      const known = addresses.get(ref);
      if (known !== undefined) {
        const isOver = (error: unknown) => error instanceof ChannelError && error.reason === 'media';
        const opened = await open(client, known, signal).catch((error: unknown) => {
          if (!isOver(error)) throw error;
          return null;
        });
        if (opened) return opened;
      }
      const fresh = await lookUp(client, ref, signal);
      note(ref, fresh);
      return open(client, fresh, signal);
    },
  };
}

/** Asks VK for the message again: it comes with fresh addresses. */
async function lookUp(client: VkClient, ref: string, signal: AbortSignal): Promise<string> {
  const place = readFileRef(ref);
  if (!place) throw new ChannelError('media', { detail: 'This is no file of VK' });
  const which = { peer_id: place.peerId, conversation_message_ids: place.cmid };
  const { items } = await client.call('messages.getByConversationMessageId', which, messages, signal);
  const { data } = attachment.safeParse(hangingOn(items[0])[place.index]);
  const url = data && addressIn(data.type, data[data.type]);
  if (url === undefined) throw new ChannelError('media', { detail: 'VK no longer has this file' });
  return url;
}

function addressIn(type: string, body: unknown): string | undefined {
  try {
    return readFile(type, body)?.url;
  } catch {
    return undefined; // it has changed into something without a file
  }
}

async function open({ secrets }: VkClient, url: string, signal: AbortSignal): Promise<FetchedFile> {
  const call: HttpCall = { provider: 'VK', repeatable: true, secrets, signal, timeoutMs: 600_000 };
  const response = await openHttp(new URL(url), call);
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new ChannelError(response.status >= 500 || response.status === 429 ? 'transient' : 'media', {
      detail: `VK gave no file (${response.status})`,
    });
  }
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  // Where a file is gone, VK shows a page.
  if (type === 'text/html') {
    await response.body.cancel();
    throw new ChannelError('media', { detail: 'VK gave a page instead of a file' });
  }
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  return {
    stream: Readable.from(readAll(Readable.fromWeb(response.body), call)),
    ...(Number.isInteger(length) && { size: length }),
    ...(type && type !== 'application/octet-stream' && { mimeType: type }),
  };
}

async function* readAll(body: Readable, call: HttpCall): AsyncGenerator<Buffer> {
  try {
    yield* body as AsyncIterable<Buffer>;
  } catch (error) {
    throw lostAnswer(error, call);
  }
}
