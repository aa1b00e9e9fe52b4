import { randomBytes } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment } from '../../contract/outbound.ts';
import { parseJson } from '../api/client.ts';

/** Milliseconds an upload may take: 200 MB over a slow line. */
const uploadTimeoutMs = 600_000;

/**
 * Posts one file as a form with one field, straight from the hub's storage, and gives what was answered as parsed JSON (undefined when it was none).
 * Nothing is sent to anybody by it, so every failure may be tried again: `transient`.
 */
export async function postFile(url: URL, field: string, file: OutboundAttachment): Promise<unknown> {
  const content = await file.open().catch((cause: unknown) => {
    throw new ChannelError('transient', { detail: `${file.name} could not be read from the hub's files`, cause });
  });
  let isOurFault = false;
  content.once('error', () => (isOurFault = true));
  try {
    const { head, tail, boundary } = formAround(field, file);
    const headers = {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + file.size + tail.length,
    };
    const signal = AbortSignal.timeout(uploadTimeoutMs);
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { method: 'POST', headers, signal });
    const answered = new Promise<IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject));
    const [response] = await Promise.all([
      answered,
      pipeline(async function* () {
        yield head;
        yield* content as AsyncIterable<Buffer>;
        yield tail;
      }, request),
    ]);
    const body = await text(response);
    if ((response.statusCode ?? 500) >= 500) throw new Error(`it answered ${response.statusCode}`);
    return parseJson(body);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new ChannelError('transient', {
      detail: isOurFault ? `${file.name} could not be read from the hub's files` : `${file.name} did not get to VK (${words})`,
    });
  } finally {
    content.destroy();
  }
}

function formAround(field: string, { name, mimeType }: OutboundAttachment): { head: Buffer; tail: Buffer; boundary: string } {
  const boundary = `----hubbub${randomBytes(12).toString('hex')}`;
  // A quote or a line break would end the header.
  const safeName = name.replace(/["\\\p{Cc}]/gu, '_') || 'file';
  const safeType = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${safeName}"\r\ncontent-type: ${safeType}\r\n\r\n`;
  return { head: Buffer.from(head), tail: Buffer.from(`\r\n--${boundary}--\r\n`), boundary };
}
