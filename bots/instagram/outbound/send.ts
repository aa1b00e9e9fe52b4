import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage, SendResult, SentPart } from '../../contract/outbound.ts';
import type { GraphClient } from '../client.ts';
import { windowHours } from '../limits.ts';
import { planMessage } from './plan.ts';
import type { Piece } from './plan.ts';
import { upload, uploadTypeOf } from './upload.ts';

const sent = z.object({ message_id: z.string().min(1) });

type Caller = Pick<GraphClient, 'call'>;

/** Sends a message of ours piece by piece; those of an earlier try (`sentParts`) are left out. */
export async function sendMessage(client: Caller, message: OutboundMessage, now: () => Date): Promise<SendResult> {
  // Before anything goes out, so that no half of a message stands at the customer.
  for (const attachment of message.attachments) uploadTypeOf(attachment);
  const pieces = planMessage(message);
  if (pieces.length === 0) throw new ChannelError('invalid-content', { detail: 'The message is empty' });
  const parts: SentPart[] = [...(message.sentParts ?? [])];
  for (const piece of pieces.slice(parts.length)) {
    try {
      parts.push({ externalId: await sendPiece(client, message, piece, { isFirst: parts.length === 0, now }) });
    } catch (error) {
      throw error instanceof ChannelError ? error.withProgress(parts) : error;
    }
  }
  return { parts };
}

async function sendPiece(
  client: Caller,
  message: OutboundMessage,
  piece: Piece,
  { isFirst, now }: { isFirst: boolean; now: () => Date },
): Promise<string> {
  const content = await contentOf(client, piece);
  const post = async (extras: object): Promise<string> => {
    const body = { recipient: { id: message.chatId }, ...extras, message: content };
    return (await client.call({ path: 'me/messages', body, result: sent })).message_id;
  };
  const answers =
    isFirst && message.replyTo !== undefined && !message.replyTo.startsWith('postback:') ? { reply_to: { mid: message.replyTo } } : {};
  const window = windowOf(message, now());
  return inWindow(window, (tag) => withOrWithout(answers, (reply) => post({ ...tag, ...reply })));
}

async function contentOf(client: Caller, piece: Piece): Promise<object> {
  switch (piece.type) {
    case 'text':
      return { text: piece.text, ...(piece.quickReplies && { quick_replies: piece.quickReplies }) };
    case 'template':
      return { attachment: { type: 'template', payload: { template_type: 'button', text: piece.text, buttons: piece.buttons } } };
    case 'file': {
      const { type, id } = await upload(client, piece.attachment);
      return { attachment: { type, payload: { attachment_id: id } } };
    }
  }
}

const answer = { messaging_type: 'RESPONSE' };
const humanAgent = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };

/**
 * Within a day anybody may answer, within seven a person may. What the hub knows of the day may be off, since it counts from when a webhook came: so
 * an answer that was too late is tried as a person's.
 */
function windowOf({ customerWroteAt }: OutboundMessage, now: Date): object[] {
  const hours = customerWroteAt ? (now.getTime() - customerWroteAt.getTime()) / 3_600_000 : 0;
  return hours >= windowHours.anybody ? [humanAgent] : [answer, humanAgent];
}

async function inWindow(ways: readonly object[], post: (way: object) => Promise<string>): Promise<string> {
  const [way = answer, ...others] = ways;
  try {
    return await post(way);
  } catch (error) {
    const isClosed = error instanceof ChannelError && error.reason === 'window-closed';
    if (!isClosed || others.length === 0) throw error;
    return inWindow(others, post);
  }
}

/** A message that answers one which is gone, or in a version of the API without answers, goes out by itself: the refusal says that nothing was sent. */
async function withOrWithout(answers: object, post: (reply: object) => Promise<string>): Promise<string> {
  try {
    return await post(answers);
  } catch (error) {
    const isRefused = error instanceof ChannelError && error.reason === 'invalid-content' && /reply_?to/i.test(error.detail ?? '');
    if (!isRefused) throw error;
    return post({});
  }
}
