import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage, SendResult, SentPart } from '../../contract/outbound.ts';
import type { Parameters, VkClient } from '../api/client.ts';
import { isRefusal, refusal } from '../api/errors.ts';
import { writeMark } from './ours.ts';
import type { Ours } from './ours.ts';
import { randomIdOf } from './random-id.ts';
import { checkSizes } from './file-form.ts';
import { keyboardOf } from './keyboard.ts';
import { planMessage } from './plan.ts';
import type { Piece } from './plan.ts';
import { uploadFile } from './upload.ts';
import { wordsOf } from './words.ts';

const outcome = z.object({
  message_id: z.number().optional(),
  conversation_message_id: z.number().optional(),
  // Old versions of the API say it in words only.
  error: z.union([z.object({ code: z.number(), description: z.string().default('') }), z.string()]).optional(),
});
const outcomes = z.union([z.array(outcome).min(1), z.number().transform((id) => [{ message_id: id }])]);
const found = z.object({ items: z.array(z.object({ conversation_message_id: z.number() })) });

/** Sends a message of ours piece by piece; those of an earlier try (`sentParts`) are left out. A piece that VK has already is not sent twice. */
export async function sendMessage(client: VkClient, ours: Ours, message: OutboundMessage): Promise<SendResult> {
  checkSizes(message.attachments);
  const pieces = planMessage(message);
  const parts: SentPart[] = [...(message.sentParts ?? [])];
  for (const [at, piece] of pieces.entries()) {
    if (at < parts.length) continue;
    try {
      parts.push({ externalId: await sendPiece(client, ours, message, piece, at) });
    } catch (error) {
      throw error instanceof ChannelError ? error.withProgress(parts) : error;
    }
  }
  return { parts };
}

async function sendPiece(client: VkClient, ours: Ours, message: OutboundMessage, piece: Piece, at: number): Promise<string> {
  const { chatId, messageId, location, buttons } = message;
  const randomId = randomIdOf(messageId, at);
  const files: string[] = [];
  for (const file of piece.files) files.push(await uploadFile(client, chatId, file));
  const parameters: Parameters = {
    peer_ids: chatId,
    random_id: randomId,
    ...(piece.rich && wordsOf(piece.rich)),
    ...(files.length > 0 && { attachment: files.join(',') }),
    ...(piece.isPlace && location && { lat: location.latitude, long: location.longitude }),
    ...(piece.isPlace && location?.name && { message: [location.name, location.address].filter(Boolean).join('\n') }),
    ...(piece.hasKeyboard && { keyboard: keyboardOf(buttons) }),
    payload: writeMark(messageId),
    disable_mentions: 1,
  };
  // Noted first: VK may tell of the message before it answers.
  ours.note(randomId);
  const reply = at === 0 ? replyOf(message) : undefined;
  const send = (more: Parameters) => client.call('messages.send', { ...parameters, ...more }, outcomes);
  const [sent] = await send({ forward: reply }).catch((error: unknown) => {
    // What it answers is gone: it goes out without.
    if (reply === undefined || !isRefusal(error, 100, 913, 921)) throw error;
    return send({});
  });
  return numberOf(client, sent);
}

/** A message's number in its conversation. */
async function numberOf(client: VkClient, sent: z.infer<typeof outcome> | undefined): Promise<string> {
  const { error, message_id, conversation_message_id } = sent ?? {};
  if (typeof error === 'string') throw refusal(/permission/i.test(error) ? 901 : 100, error);
  if (error) throw refusal(error.code, error.description);
  if (conversation_message_id) return String(conversation_message_id);
  if (!message_id) throw new ChannelError('transient', { detail: 'VK took a message and did not say which it is' });
  const { items } = await client.call('messages.getById', { message_ids: message_id }, found);
  const [first] = items;
  if (!first) throw new ChannelError('transient', { detail: 'VK does not find the message it took' });
  return String(first.conversation_message_id);
}

/** What the message answers; a press, which has no number, can't be. */
function replyOf({ replyTo, chatId }: OutboundMessage): string | undefined {
  if (replyTo === undefined || !/^\d{1,10}$/.test(replyTo)) return undefined;
  return JSON.stringify({ peer_id: Number(chatId), conversation_message_ids: [Number(replyTo)], is_reply: true });
}
