import type { InboundEvent, InboundMessage } from '../../contract/inbound.ts';
import { toContent } from './content.ts';
import { chatOffset, newMessage, vkMessage } from './event.ts';
import type { VkMessage } from './event.ts';
import type { Reading } from './parse.ts';

/** A message of a customer. What happened to a chat (somebody joined, a pin) is none, and a chat of many is taken only where the settings say so. */
export function parseNewMessage(raw: unknown, reading: Reading): InboundEvent[] {
  const message = newMessage.parse(raw);
  return isCustomers(message, reading) ? [toEvent(message, reading, message.from_id)] : [];
}

/** What the community wrote: by the hub, which knows of it already, or by somebody in VK's own inbox or another program (an echo). */
export function parseReply(raw: unknown, reading: Reading): InboundEvent[] {
  const message = vkMessage.parse(raw);
  // An echo in a chat of many has nobody of whom it could open a conversation.
  if (!isTaken(message, reading) || message.peer_id >= chatOffset || reading.isOurs(message)) return [];
  return [{ ...toEvent(message, reading, message.peer_id), echo: true }];
}

/** A changed message of a customer, or one of the community's that was not the hub's. */
export function parseEdit(raw: unknown, reading: Reading): InboundEvent[] {
  const message = vkMessage.parse(raw);
  const isEcho = isCommunitys(message) && message.peer_id < chatOffset && !reading.isOurs(message);
  if (!isTaken(message, reading) || !(isEcho || isCustomers(message, reading))) return [];
  return [
    {
      type: 'edit',
      chatId: String(message.peer_id),
      externalId: String(message.conversation_message_id),
      editedAt: toDate(message.update_time ?? message.date),
      content: toContent(message, reading),
    },
  ];
}

function toEvent(message: VkMessage, reading: Reading, personId: number): InboundMessage {
  return {
    type: 'message',
    chatId: String(message.peer_id),
    externalId: String(message.conversation_message_id),
    sender: senderIn(message.peer_id, personId, reading),
    sentAt: toDate(message.date),
    content: toContent(message, reading),
    ...replyOf(message),
  };
}

/** In a chat of many a made-up name must stand for itself: the conversation's contact is somebody else. */
function senderIn(peerId: number, personId: number, reading: Reading): InboundMessage['sender'] {
  const { isNameMade, ...sender } = reading.sender(personId);
  return isNameMade && peerId < chatOffset ? { ...sender, isNameMade } : sender;
}

function isCommunitys({ out, from_id }: VkMessage): boolean {
  return out === 1 || from_id < 0;
}

function isCustomers(message: VkMessage, reading: Reading): boolean {
  return isTaken(message, reading) && !isCommunitys(message);
}

function isTaken({ peer_id, action }: VkMessage, { takesChats }: Reading): boolean {
  return action === undefined && peer_id > 0 && (peer_id < chatOffset || takesChats);
}

function replyOf({ reply_message: answered }: VkMessage): Pick<InboundMessage, 'replyTo'> {
  const { conversation_message_id: cmid, text } = answered ?? {};
  if (cmid === undefined && !text) return {};
  return { replyTo: { ...(cmid !== undefined && { externalId: String(cmid) }), ...(text && { text }) } };
}

/** A moment of VK, which counts seconds. */
function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}
