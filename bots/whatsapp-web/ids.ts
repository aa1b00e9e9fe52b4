import type { MessageRef } from './worker/protocol.ts';
import type { Peer } from './inbound/payload.ts';

/** The id a chat is kept under: by the phone where it is known, since WhatsApp moves chats to LIDs and back; else by what there is. */
export function chatIdOf({ remote, phone, lid }: Peer): string {
  return phone ?? lid ?? remote;
}

/** The id a message is kept under. */
export function externalIdOf({ chatId, fromMe, id }: MessageRef): string {
  return `${fromMe}_${chatId}_${id}`;
}

/** Reads `externalIdOf` back; null for anything else. */
export function readExternalId(externalId: string): MessageRef | null {
  const [, fromMe, chatId, id] = /^(true|false)_([^_]+@[^_]+)_(.+)$/s.exec(externalId) ?? [];
  return fromMe && chatId && id ? { chatId, fromMe: fromMe === 'true', id } : null;
}

/** The number behind an id, as it is dialled; undefined where the id tells none. */
export function phoneOf(id: string | undefined): string | undefined {
  const digits = /^(\d{5,20})@(?:c\.us|s\.whatsapp\.net)$/.exec(id ?? '')?.[1];
  return digits && `+${digits}`;
}
