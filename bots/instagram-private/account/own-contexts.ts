import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** The `client_context` of what we send: made from our message id, so that a message is known for ours wherever it is met again. */
export interface OwnContexts {
  /** Of one part of a message that has so many; the same for each try. */
  make(messageId: string, part: number, parts: number): string;
  /** Whose part it is; null for what others sent. */
  read(context: string): { messageId: string; part: number; parts: number } | null;
}

/** Marks a context as ours once it is opened. */
const seal = Buffer.from('hb');

/** Contexts of one channel. They look like the random GUIDs that the app makes: an encrypted id, the part's number, how many there are, and a mark. */
export function createOwnContexts(channelId: string): OwnContexts {
  const key = createHash('sha256').update(`instagram-private ${channelId}`).digest().subarray(0, 16);
  return {
    make(messageId, part, parts) {
      const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      const hex = Buffer.concat([
        cipher.update(Buffer.concat([idBytes(messageId), Buffer.from([part, parts]), seal])),
        cipher.final(),
      ]).toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
    read(context) {
      const hex = context.replaceAll('-', '');
      if (!/^[0-9a-f]{32}$/i.test(hex)) return null;
      const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      const plain = Buffer.concat([decipher.update(Buffer.from(hex, 'hex')), decipher.final()]);
      if (!plain.subarray(14).equals(seal)) return null;
      return { messageId: plain.toString('hex', 0, 12), part: plain[12] ?? 0, parts: plain[13] ?? 0 };
    },
  };
}

function idBytes(messageId: string): Buffer {
  if (/^[0-9a-f]{24}$/i.test(messageId)) return Buffer.from(messageId, 'hex');
  return createHash('sha256').update(messageId).digest().subarray(0, 12);
}
