import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';
import type { InboundEvent, InboundMessage } from '../../contract/inbound.ts';
import type { OwnContexts } from '../account/own-contexts.ts';
import { itemEnvelope } from '../inbox/shapes.ts';
import { anId } from '../inbox/signs.ts';
import type { Chat } from '../inbox/signs.ts';
import { fileRef } from '../media/ref.ts';
import { readFiles } from './files.ts';
import { readKind } from './kinds.ts';
import { customerOf, toSender } from './sender.ts';

/** What is read of every message beside its envelope. */
const wholeItem = itemEnvelope.extend({
  item_type: z.string().min(1).max(100),
  hide_in_thread: z.union([z.number(), z.boolean()]).optional(),
  replied_to_message: z.unknown().optional(),
});
const answered = z.object({ item_id: anId.optional(), text: z.string().optional() });

interface Given {
  viewer: string;
  chat: Chat;
  item: unknown;
}

/**
 * A new message. What the account's owner wrote on the phone is an echo, which names the customer as the person of the chat. So is a text of the
 * hub's own that is a whole message: the hub has it, or learns by it that it arrived. Other parts of its messages give nothing, and neither do
 * mere lines of a log (`Ann liked a message`).
 */
export function parseItem({ viewer, chat, item }: Given, own: OwnContexts): InboundEvent[] {
  const read = wholeItem.parse(item);
  if (read.hide_in_thread === 1 || read.hide_in_thread === true || read.item_type === 'action_log') return [];
  const isOurs = read.user_id === viewer;
  const sent = isOurs ? own.read(read.client_context ?? '') : null;
  if (sent && (sent.parts !== 1 || read.item_type !== 'text')) return [];
  return [
    {
      type: 'message',
      chatId: chat.id,
      externalId: read.item_id,
      sender: isOurs ? customerOf(chat, viewer) : toSender(read.user_id, chat),
      sentAt: new Date(Number(BigInt(read.timestamp) / 1000n)),
      content: contentOf(read.item_type, item, chat, read.item_id),
      ...(isOurs && { echo: true }),
      ...replyOf(read.replied_to_message),
    },
  ];
}

/** A message whose words changed. */
export function parseEdit({ chat, item }: Given, editedAt: Date): InboundEvent[] {
  const read = wholeItem.parse(item);
  return [
    { type: 'edit', chatId: chat.id, externalId: read.item_id, editedAt, content: contentOf(read.item_type, item, chat, read.item_id) },
  ];
}

function contentOf(type: string, item: unknown, chat: Chat, itemId: string): InboundContent {
  const files = readFiles(type, item).map(({ url, ...rest }, place) => ({ ...rest, ref: fileRef(chat.id, itemId, place, url) }));
  return { text: '', format: 'plain', attachments: files, ...readKind(type, item, files.length > 0) };
}

function replyOf(raw: unknown): Pick<InboundMessage, 'replyTo'> {
  const { item_id: externalId, text } = answered.safeParse(raw).data ?? {};
  if (externalId === undefined && text === undefined) return {};
  return { replyTo: { ...(externalId !== undefined && { externalId }), ...(text !== undefined && { text }) } };
}
