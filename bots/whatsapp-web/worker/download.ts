import { writeFile } from 'node:fs/promises';
import { CallFailure, readFailure } from './failure.ts';
import { findMessage } from './find-message.ts';
import type { Params, Result } from './protocol.ts';
import type { Serving } from './serve.ts';

/** Writes a message's file to `path`. Its announced size is looked at first: the page holds the whole of it in memory. */
export async function download(serving: Serving, { message, path, maxBytes }: Params<'download'>): Promise<Result<'download'>> {
  const found = await findMessage(serving, message);
  const { size: announced } = found.rawData as { size?: unknown };
  if (typeof announced === 'number' && announced > maxBytes) throw new CallFailure('too-large', `The file has ${announced} bytes`);
  // The types say otherwise, but a file that is gone gives nothing.
  const media = (await found.downloadMedia().catch(refuseForNow)) as Awaited<ReturnType<typeof found.downloadMedia>> | undefined;
  if (!media) throw new CallFailure('media', 'WhatsApp no longer has this file');
  const bytes = Buffer.from(media.data, 'base64');
  if (bytes.length > maxBytes) throw new CallFailure('too-large', `The file has ${bytes.length} bytes`);
  await writeFile(path, bytes, { mode: 0o600 });
  return { size: bytes.length, ...(media.mimetype && { mimeType: media.mimetype }), ...(media.filename && { name: media.filename }) };
}

/** A file that is gone is told without an error, so that any error is one of the way to it. */
function refuseForNow(error: unknown): never {
  throw new CallFailure('not-now', readFailure(error).detail);
}
