import type WAWebJS from 'whatsapp-web.js';
import { CallFailure } from './failure.ts';
import type { MessageRef } from './protocol.ts';
import type { Serving } from './serve.ts';

/** The message in the page, under whichever id its chat goes now. Throws CallFailure `unknown-message`. */
export async function findMessage({ client, peers }: Pick<Serving, 'client' | 'peers'>, ref: MessageRef): Promise<WAWebJS.Message> {
  // The types say otherwise, but a message that is not there is null.
  const under = async (remote: string) => (await client.getMessageById(`${ref.fromMe}_${remote}_${ref.id}`)) as WAWebJS.Message | null;
  const seen = await under(peers.remoteOf(ref.chatId));
  if (seen) return seen;
  const lid = await peers.lidOf(ref.chatId);
  const found = lid !== undefined && (await under(lid));
  if (found) return found;
  throw new CallFailure('unknown-message', 'WhatsApp Web no longer has this message');
}
