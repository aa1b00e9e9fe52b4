import { z } from 'zod';
import type { OutboundMessage, SendResult } from '../../contract/outbound.ts';
import type { TelegramClient } from '../client.ts';

/** The part of a sent message that we keep. */
export const sentMessage = z.object({ message_id: z.number() });

/** Sends a message of ours. */
export async function sendMessage(client: TelegramClient, message: OutboundMessage): Promise<SendResult> {
  const sent = await client.call('sendMessage', { chat_id: message.chatId, text: message.text }, sentMessage);
  return { parts: [{ externalId: String(sent.message_id) }] };
}
