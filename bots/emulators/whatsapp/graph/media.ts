import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import { isAddressAlive, storeFile } from '../world/files.ts';
import type { BusinessNumber, StoredFile } from '../world/state.ts';
import { GraphRefusal } from './refusal.ts';

/** Keeps an uploaded file. */
export async function takeUpload({ world }: Core, body: Buffer, contentType: string): Promise<object> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData().catch(() => {
    throw new GraphRefusal(100, 'The body is no form');
  });
  const file = form.get('file');
  if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File))
    throw new GraphRefusal(131008, 'Required parameter file is missing');
  const bytes = Buffer.from(await file.arrayBuffer());
  const type = form.get('type');
  return { id: storeFile(world, { bytes, mimeType: typeof type === 'string' ? type : file.type, name: file.name }).id };
}

/** Serves a file as Meta's media host does: with the token, for five minutes, by way of a redirect to another host where that is switched on. */
export function serveFile(
  core: Core,
  file: StoredFile | undefined,
  number: BusinessNumber | undefined,
  address: string,
  response: ServerResponse,
  elsewhere: string | null,
): void {
  const isAlive = file !== undefined && isAddressAlive(core.world, file, address);
  if (!number || !isAlive) {
    response.writeHead(number ? 404 : 401, { 'content-type': 'text/html' }).end('<html>gone</html>');
    return;
  }
  if (elsewhere !== null) {
    response.writeHead(302, { location: `${elsewhere}/cdn/${file.id}` }).end();
    return;
  }
  sendBytes(file, response);
}

/** The host that a redirect leads to: a request that still carries the token is refused, so that a leak is seen. */
export function serveElsewhere(file: StoredFile | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (!file || request.headers.authorization !== undefined) {
    response.writeHead(request.headers.authorization === undefined ? 404 : 400).end();
    return;
  }
  sendBytes(file, response);
}

function sendBytes({ bytes, mimeType, isSpoilt }: StoredFile, response: ServerResponse): void {
  const sent = isSpoilt ? Buffer.concat([bytes.subarray(1), Buffer.from([0])]) : bytes;
  response.writeHead(200, { 'content-type': mimeType, 'content-length': sent.length }).end(sent);
}
