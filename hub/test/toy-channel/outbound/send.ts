import { z } from 'zod';
import { ChannelError } from '../../../../bots/contract/error.ts';
import type { OutboundMessage, SendResult, SentPart } from '../../../../bots/contract/outbound.ts';
import { toPlain } from '../../../../bots/contract/rich-text.ts';
import { splitText } from '../../../../bots/kit/split-text.ts';
import { toyAbilities } from '../limits.ts';
import type { ToySettings } from '../settings.ts';

const answer = z.object({ id: z.string() });

/** Sends a message in parts of the toy's length. */
export async function sendToy(settings: ToySettings, message: OutboundMessage): Promise<SendResult> {
  const text = message.format === 'markdown' ? toPlain(message.text) : message.text;
  const parts: SentPart[] = [...(message.sentParts ?? [])];
  for (const part of splitText({ text, marks: [] }, toyAbilities.textLength).slice(parts.length)) {
    try {
      parts.push({ externalId: (await callToy(settings, 'say', { to: message.chatId, words: part.text })).id });
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      throw new ChannelError(error.reason, { ...(error.detail !== undefined && { detail: error.detail }), sentParts: parts, cause: error });
    }
  }
  return { parts };
}

/** One call to the toy; a refusal is a ChannelError with its words. */
export async function callToy({ address, account, key }: ToySettings, what: string, body: object): Promise<{ id: string }> {
  let response: Response;
  try {
    response = await fetch(`${address}/${account}/${what}`, { method: 'POST', headers: { 'x-key': key }, body: JSON.stringify(body) });
  } catch {
    throw new ChannelError('no-answer');
  }
  if (response.status === 401) throw new ChannelError('auth-expired', { detail: 'the toy does not know this key' });
  if (!response.ok) throw new ChannelError('transient', { detail: `the toy answered ${response.status}` });
  return answer.parse(await response.json());
}
