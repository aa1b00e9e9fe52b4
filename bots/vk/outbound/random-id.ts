import { createHash } from 'node:crypto';

/**
 * The number by which VK knows a message of ours again: the same each time a part of a message is sent, so that a repeat is answered with the
 * message that is there. A 32-bit number, not 0 (which means "don't check"). VK compares it within one conversation.
 */
export function randomIdOf(messageId: string, part: number): number {
  return createHash('sha256').update(`${messageId}:${part}`).digest().readInt32BE() || 1;
}
