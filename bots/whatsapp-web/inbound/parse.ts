import { UnreadablePayload } from '../../contract/error.ts';
import type { InboundEvent, ParsedElement, Sender } from '../../contract/inbound.ts';
import { chatIdOf, externalIdOf, phoneOf } from '../ids.ts';
import { contentOf, isSilent } from './content.ts';
import { happening, payload, type Happening, type Peer, type RawMessage } from './payload.ts';

/** Reads what the worker handed over, one happening after another: a broken one is told as unreadable and spoils no other. */
export function parsePayload(given: unknown): ParsedElement[] {
  const batch = payload.safeParse(given);
  if (!batch.success) throw new UnreadablePayload('this is nothing that came from WhatsApp Web');
  return batch.data.events.flatMap((raw): ParsedElement[] => {
    const read = happening.safeParse(raw);
    if (!read.success) {
      const [issue] = read.error.issues;
      return [{ unreadable: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`, raw }];
    }
    return eventsOf(read.data).map((event) => ({ event }));
  });
}

function eventsOf(happened: Happening): InboundEvent[] {
  const { peer } = happened;
  const chatId = chatIdOf(peer);
  switch (happened.kind) {
    case 'message':
      return [...moveOf(peer), ...messageOf(happened.message, peer, chatId)];
    case 'edit': {
      const { message, editedAt } = happened;
      const externalId = externalIdOf({ chatId, ...message.id });
      return [{ type: 'edit', chatId, externalId, editedAt: new Date(editedAt), content: contentOf(message, externalId) }];
    }
    case 'revoke':
      return [{ type: 'delete', chatId, externalIds: [externalIdOf({ chatId, ...happened.key })], deletedAt: new Date(happened.at) }];
    case 'reaction': {
      const { key, text, at } = happened;
      const emojis = text === '' ? [] : [text];
      return [{ type: 'reaction', chatId, externalId: externalIdOf({ chatId, ...key }), sender: senderOf(peer), emojis, at: new Date(at) }];
    }
    case 'ack':
      return receiptOf(happened, chatId);
  }
}

/** A chat that went under a LID until the phone behind it was known goes on under the phone. */
function moveOf({ phone, lid }: Peer): InboundEvent[] {
  return phone && lid ? [{ type: 'chat-moved', chatId: lid, newChatId: phone }] : [];
}

function messageOf(message: RawMessage, peer: Peer, chatId: string): InboundEvent[] {
  if (isSilent(message)) return [];
  const externalId = externalIdOf({ chatId, ...message.id });
  const at = new Date(message.t * 1000);
  if (message.type === 'revoked') return [{ type: 'delete', chatId, externalIds: [externalId], deletedAt: at }];
  const isEcho = message.id.fromMe;
  return [
    {
      type: 'message',
      chatId,
      externalId,
      sender: senderOf(peer, isEcho ? undefined : message.notifyName),
      sentAt: at,
      ...(isEcho && { echo: true }),
      content: contentOf(message, externalId),
      ...replyOf(message, peer, chatId),
    },
  ];
}

/** The customer, also of what the account itself wrote: the chat is with them. */
function senderOf(peer: Peer, ownName?: string): Sender {
  const externalId = chatIdOf(peer);
  const phone = phoneOf(peer.phone ?? peer.remote);
  const aliases = [peer.remote, peer.lid, peer.phone].filter((id): id is string => id !== undefined && id !== externalId);
  const name = [peer.name, ownName, phone].find((one) => one !== undefined && one.trim() !== '') ?? 'WhatsApp';
  return { externalId, name, ...(phone && { phone }), ...(aliases.length > 0 && { aliases: [...new Set(aliases)] }) };
}

function replyOf({ quotedStanzaID, quotedParticipant, quotedMsg }: RawMessage, peer: Peer, chatId: string) {
  if (!quotedStanzaID) return {};
  const isTheirs = [peer.remote, peer.lid, peer.phone].includes(quotedParticipant);
  const words = quotedMsg?.caption ?? (quotedMsg?.type === 'chat' ? quotedMsg.body : undefined);
  return { replyTo: { externalId: externalIdOf({ chatId, fromMe: !isTheirs, id: quotedStanzaID }), ...(words && { text: words }) } };
}

function receiptOf({ id, ack, at }: Extract<Happening, { kind: 'ack' }>, chatId: string): InboundEvent[] {
  const states = { '-1': 'failed', '1': 'sent', '2': 'delivered', '3': 'read', '4': 'read' } as const;
  const state = states[String(ack) as keyof typeof states] as (typeof states)[keyof typeof states] | undefined;
  if (state === undefined) return [];
  const reason = state === 'failed' ? { reason: 'invalid-content', detail: 'WhatsApp did not take this message' } : {};
  return [{ type: 'receipt', chatId, externalIds: [externalIdOf({ chatId, fromMe: true, id })], state, at: new Date(at), ...reason }];
}
