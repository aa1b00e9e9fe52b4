import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { Messenger } from './messenger.ts';

const words = z.object({ text: z.string().min(1).max(10_000) });
const fileLimit = 20 * 1024 * 1024;

/** Does what the page asks of a messenger: `/playground/messengers/<provider>/<text|press|file|connect>`; false where it is none of that. */
export async function actInMessenger(messengers: readonly Messenger[], route: string, request: IncomingMessage): Promise<boolean> {
  const [, provider, act] = /^POST \/playground\/messengers\/([\w-]+)\/(text|press|file|connect)$/.exec(route) ?? [];
  const messenger = messengers.find((each) => each.provider === provider);
  if (!messenger) return false;
  if (act === 'connect') {
    messenger.connect?.();
    return true;
  }
  const body = await buffer(request);
  if (body.length > fileLimit) throw new Error('At most 20 MB');
  if (act === 'file') {
    const name = decodeURIComponent(String(request.headers['x-file-name'] ?? 'file'));
    messenger.sendFile({ name, mimeType: request.headers['content-type'] ?? 'application/octet-stream', bytes: body });
    return true;
  }
  const { text } = words.parse(JSON.parse(body.toString('utf8')));
  if (act === 'press') messenger.press(text);
  else messenger.writeText(text);
  return true;
}
