import type { WhatsAppClient } from '../client.ts';
import { anyResult } from '../client.ts';
import { recipientOf } from './recipient.ts';

const safely = { repeatable: true };

/** Puts our reaction on a message, or takes it back. */
export async function setReaction(client: WhatsAppClient, chatId: string, externalId: string, emoji: string | null): Promise<void> {
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(chatId),
    type: 'reaction',
    reaction: { message_id: externalId, emoji: emoji ?? '' },
  };
  await client.post(`${client.phoneNumberId}/messages`, body, anyResult, safely);
}

/** Marks a message of the customer and all before it as read; with `isTyping` they also see that we write, for 25 seconds or until we have. */
export async function markRead(client: WhatsAppClient, externalId: string, { isTyping = false } = {}): Promise<void> {
  const body = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: externalId,
    ...(isTyping && { typing_indicator: { type: 'text' } }),
  };
  await client.post(`${client.phoneNumberId}/messages`, body, anyResult, safely);
}
