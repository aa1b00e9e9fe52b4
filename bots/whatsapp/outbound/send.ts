import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage, SendResult, SentPart } from '../../contract/outbound.ts';
import { writeCallbackData } from '../callback-data.ts';
import type { WhatsAppClient } from '../client.ts';
import { checkSizes, isVoiceNote } from './media-form.ts';
import { planMessage } from './plan.ts';
import type { Piece } from './plan.ts';
import { recipientOf } from './recipient.ts';
import { toTemplate } from './template.ts';
import { uploadMedia } from './upload.ts';

const sentMessage = z.object({
  contacts: z.array(z.object({ wa_id: z.string().optional() })).optional(),
  messages: z.array(z.object({ id: z.string().min(1) })).min(1),
});

/** Sends a message of ours piece by piece; those of an earlier try (`sentParts`) are left out. */
export async function sendMessage(client: WhatsAppClient, message: OutboundMessage): Promise<SendResult> {
  checkSizes(message.attachments);
  const pieces = planMessage(message);
  if (pieces.length === 0) throw new ChannelError('invalid-content', { detail: 'The message is empty' });
  const parts: SentPart[] = [...(message.sentParts ?? [])];
  let movedTo: string | undefined;
  for (const piece of pieces.slice(parts.length)) {
    try {
      const sent = await sendPiece(client, message, piece, { isFirst: parts.length === 0, pieces: pieces.length });
      parts.push({ externalId: sent.externalId });
      movedTo ??= sent.movedTo;
    } catch (error) {
      throw error instanceof ChannelError ? error.withProgress(parts, movedTo) : error;
    }
  }
  return { parts, ...(movedTo !== undefined && { movedTo }) };
}

async function sendPiece(
  client: WhatsAppClient,
  message: OutboundMessage,
  piece: Piece,
  { isFirst, pieces }: { isFirst: boolean; pieces: number },
) {
  const { chatId, messageId, replyTo } = message;
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(chatId),
    ...(isFirst && replyTo !== undefined && { context: { message_id: replyTo } }),
    ...(await contentOf(client, message, piece)),
    // Comes back with every status: the only thread from there to our message while the answer to this call is not stored.
    biz_opaque_callback_data: writeCallbackData({ messageId, chatId, pieces }),
  };
  const { messages, contacts } = await client.post(`${client.phoneNumberId}/messages`, body, sentMessage);
  const known = contacts?.[0]?.wa_id;
  // Some countries write a number in two ways; what comes back is the one that the customer's messages will bear.
  const movedTo = known && /^\d+$/.test(chatId) && known !== chatId ? known : undefined;
  return { externalId: messages[0]?.id ?? '', ...(movedTo !== undefined && { movedTo }) };
}

async function contentOf(client: WhatsAppClient, message: OutboundMessage, piece: Piece): Promise<object> {
  switch (piece.type) {
    case 'text':
      return { type: 'text', text: { body: piece.body, preview_url: /https?:\/\//i.test(piece.body) } };
    case 'interactive':
      return { type: 'interactive', interactive: { ...piece.form, body: { text: piece.body } } };
    case 'location':
      return { type: 'location', location: placeOf(message) };
    case 'template':
      return { type: 'template', template: message.template ? toTemplate(message.template) : {} };
    case 'media':
      return { type: piece.form, [piece.form]: await mediaOf(client, piece) };
  }
}

async function mediaOf(client: WhatsAppClient, { attachment, form, caption }: Extract<Piece, { type: 'media' }>): Promise<object> {
  return {
    id: await uploadMedia(client, attachment),
    ...(caption !== undefined && { caption }),
    ...(form === 'document' && { filename: attachment.name || 'file' }),
    ...(form === 'audio' && isVoiceNote(attachment) && { voice: true }),
  };
}

function placeOf({ location }: OutboundMessage): object {
  const { latitude, longitude, name, address } = location ?? {};
  return { latitude, longitude, ...(name && { name }), ...(address && { address }) };
}
