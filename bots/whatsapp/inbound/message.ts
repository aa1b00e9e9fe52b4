import { z } from 'zod';
import type { InboundEvent, InboundMessage } from '../../contract/inbound.ts';
import { toContent } from './content.ts';
import { parseSystem } from './identity.ts';
import { chatIdOf, toSender } from './person.ts';
import { messageEnvelope } from './webhook.ts';
import type { ContactCard, MessageEnvelope, PersonIds } from './webhook.ts';

const reaction = z.object({ message_id: z.string(), emoji: z.string().optional() });
const revoke = z.object({ original_message_id: z.string() });
const edit = z.object({ original_message_id: z.string(), message: z.looseObject({ type: z.string() }) });

/** Kinds that say nothing to a person: the chat was opened for the first time. */
const silent = new Set(['request_welcome']);

/** A customer's message, or what it changes of an earlier one. Groups are ignored. */
export function parseMessage(raw: unknown, cards: readonly ContactCard[]): InboundEvent[] {
  const message = messageEnvelope.parse(raw);
  if (message.group_id !== undefined || silent.has(message.type)) return [];
  const ids: PersonIds = {
    phone: present(message.from),
    userId: present(message.from_user_id) ?? soleUserId(message, cards),
    parentId: present(message.from_parent_user_id),
  };
  if (message.type === 'system') return parseSystem(message, ids);
  const chatId = chatIdOf(ids);
  const sender = toSender(ids, cards);
  switch (message.type) {
    case 'reaction': {
      const { message_id: externalId, emoji } = reaction.parse(message['reaction']);
      return [{ type: 'reaction', chatId, externalId, sender, emojis: emoji ? [emoji] : [], at: message.timestamp }];
    }
    case 'revoke':
    case 'edit':
      return [changeOf(message, chatId)];
    default:
      return [{ type: 'message', chatId, externalId: message.id, sender, sentAt: message.timestamp, ...said(message) }];
  }
}

/** What the account's owner wrote in the app on the phone: it belongs to the customer's chat and is nobody's to answer. */
export function parseEcho(raw: unknown, cards: readonly ContactCard[]): InboundEvent[] {
  const message = messageEnvelope.parse(raw);
  // The owner's own reactions have no place: the hub keeps the customer's and the team's.
  if (message.group_id !== undefined || message.type === 'reaction' || message.type === 'system') return [];
  const ids: PersonIds = {
    phone: present(message.to),
    userId: present(message.to_user_id),
    parentId: present(message.to_parent_user_id),
  };
  const chatId = chatIdOf(ids);
  if (message.type === 'revoke' || message.type === 'edit') return [changeOf(message, chatId)];
  const sender = toSender(ids, cards);
  return [{ type: 'message', chatId, externalId: message.id, sender, sentAt: message.timestamp, echo: true, ...said(message) }];
}

function changeOf(message: MessageEnvelope, chatId: string): InboundEvent {
  if (message.type === 'revoke') {
    const { original_message_id } = revoke.parse(message['revoke']);
    return { type: 'delete', chatId, externalIds: [original_message_id], deletedAt: message.timestamp };
  }
  const { original_message_id: externalId, message: changed } = edit.parse(message['edit']);
  return { type: 'edit', chatId, externalId, editedAt: message.timestamp, content: toContent({ ...message, ...changed }) };
}

function said(message: MessageEnvelope): Pick<InboundMessage, 'content' | 'replyTo'> {
  const answered = present(message.context?.id);
  return { content: toContent(message), ...(answered !== undefined && { replyTo: { externalId: answered } }) };
}

/** A message without any id of its writer is of the one person whose card came along. */
function soleUserId(message: MessageEnvelope, cards: readonly ContactCard[]): string | undefined {
  return present(message.from) === undefined && cards.length === 1 ? present(cards[0]?.user_id) : undefined;
}

function present(id: string | undefined): string | undefined {
  return id === '' ? undefined : id;
}
