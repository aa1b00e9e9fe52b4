import type { Chat } from './world/world.ts';

/** A message as somebody who looks at the chat sees it. */
export interface SeenMessage {
  id: string;
  isFromAccount: boolean;
  kind: string;
  text: string;
  ack: number;
  isEdited: boolean;
  isRevoked: boolean;
  /** The part of the answered message's key that all devices share. */
  answers?: string;
  reactions: { author: string; text: string }[];
  /** A file's key among the emulator's files, its type and name. */
  file?: { key: string; mimeType: string; name?: string };
  place?: { lat: number; lng: number; words?: string };
}

/** What a chat shows, oldest first. */
export function seenIn(chat: Chat | undefined): SeenMessage[] {
  return (chat?.messages ?? []).map((message) => {
    const { directPath, mimetype, filename, lat, lng, loc, quotedStanzaID } = message;
    return {
      id: message.id._serialized,
      isFromAccount: message.id.fromMe,
      kind: message.type,
      text: message.caption ?? (directPath === undefined ? (message.body ?? '') : ''),
      ack: message.ack,
      isEdited: message['latestEditSenderTimestampMs'] !== undefined,
      isRevoked: message.type === 'revoked',
      reactions: (chat?.reactions ?? [])
        .filter(({ messageId }) => messageId === message.id._serialized)
        .map(({ author, text }) => ({ author, text })),
      ...(typeof quotedStanzaID === 'string' && { answers: quotedStanzaID }),
      ...(typeof directPath === 'string' && {
        file: { key: directPath, mimeType: String(mimetype), ...(typeof filename === 'string' && { name: filename }) },
      }),
      ...(typeof lat === 'number' && typeof lng === 'number' && { place: { lat, lng, ...(typeof loc === 'string' && { words: loc }) } }),
    };
  });
}
