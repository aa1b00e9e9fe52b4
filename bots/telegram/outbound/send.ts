import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage, SendResult, SentPart } from '../../contract/outbound.ts';
import type { TelegramClient } from '../client.ts';
import { isRefusal } from '../errors.ts';
import { checkSizes } from './media-form.ts';
import { keyboardOf, replyOf, toEntities } from './parameters.ts';
import { partCount, planMessage } from './plan.ts';
import type { Piece } from './plan.ts';
import { sentMessage, upload } from './upload.ts';

/** Where a message goes; changes when a group turned into a supergroup. */
interface Target {
  chatId: string;
  movedTo?: string;
}

/** Sends a message of ours piece by piece; those of an earlier try (`sentParts`) are left out. */
export async function sendMessage(client: TelegramClient, message: OutboundMessage): Promise<SendResult> {
  checkSizes(message.attachments);
  const pieces = planMessage(message);
  if (pieces.length === 0) throw new ChannelError('invalid-content', { detail: 'The message is empty' });
  const parts: SentPart[] = [...(message.sentParts ?? [])];
  const target: Target = { chatId: message.chatId };
  let planned = 0;
  for (const piece of pieces) {
    planned += partCount(piece);
    if (planned <= parts.length) continue;
    const ids = await sendOrMove(client, message, piece, target, parts);
    parts.push(...ids.map((id) => ({ externalId: String(id) })));
  }
  return { parts, ...(target.movedTo !== undefined && { movedTo: target.movedTo }) };
}

async function sendOrMove(client: TelegramClient, message: OutboundMessage, piece: Piece, target: Target, parts: SentPart[]) {
  try {
    return await sendPiece(client, message, piece, target, parts.length === 0);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.movedTo !== undefined && target.movedTo === undefined) {
      target.movedTo = target.chatId = error.movedTo;
      return sendOrMove(client, message, piece, target, parts);
    }
    throw error.withProgress(parts, target.movedTo);
  }
}

async function sendPiece(
  client: TelegramClient,
  message: OutboundMessage,
  piece: Piece,
  { chatId }: Target,
  isFirst: boolean,
): Promise<number[]> {
  const target = { chat_id: chatId, ...(isFirst && replyOf(message)), ...(piece.keyboard && keyboardOf(message)) };
  if (piece.type === 'media') return sendMedia(client, piece, target);
  if (piece.type === 'location') return [await sendPlace(client, message, target)];
  const { text } = piece.rich;
  const sent = await client.call('sendMessage', { ...target, text, ...entitiesOf('entities', piece.rich) }, sentMessage);
  return [sent.message_id];
}

/** Refusals of a form that a document does not meet: a panorama, a broken picture, a person who takes no voice messages. */
const formRefused = /PHOTO_INVALID_DIMENSIONS|PHOTO_SAVE_FILE_INVALID|IMAGE_PROCESS_FAILED|VOICE_MESSAGES_FORBIDDEN/;

async function sendMedia(client: TelegramClient, piece: Extract<Piece, { type: 'media' }>, target: { reply_parameters?: object }) {
  const words = piece.caption;
  const caption = words ? { caption: words.text, ...entitiesOf('caption_entities', words) } : {};
  // Telegraf drops objects it does not know from an upload; Telegram takes them as JSON.
  const flat = { ...target, ...(target.reply_parameters && { reply_parameters: JSON.stringify(target.reply_parameters) }) };
  try {
    return await upload(client, piece.items, caption, flat);
  } catch (error) {
    if (!isRefusal(error, formRefused)) throw error;
    const asDocuments = piece.items.map(({ attachment }) => ({ attachment, form: 'document' as const }));
    return upload(client, asDocuments, caption, flat);
  }
}

async function sendPlace(client: TelegramClient, { location }: OutboundMessage, target: object): Promise<number> {
  const { latitude, longitude, name, address } = location ?? {};
  const place = { ...target, latitude, longitude };
  const sent =
    name !== undefined || address !== undefined
      ? await client.call('sendVenue', { ...place, title: name ?? address, address: address ?? name }, sentMessage)
      : await client.call('sendLocation', place, sentMessage);
  return sent.message_id;
}

function entitiesOf<Name extends string>(name: Name, rich: Parameters<typeof toEntities>[0]) {
  const entities = toEntities(rich);
  return entities.length > 0 ? { [name]: entities } : {};
}
