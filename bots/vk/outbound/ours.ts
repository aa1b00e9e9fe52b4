import { z } from 'zod';
import type { VkMessage } from '../inbound/event.ts';

const mark = z.object({ hubbub: z.string() });

const rememberedLimit = 5000;

/** Tells the messages that the hub sent from those that the community wrote elsewhere: VK reports both. */
export interface Ours {
  /** Notes the number of a message that is about to be sent. */
  note(randomId: number): void;
  isOurs(message: VkMessage): boolean;
}

/** What a message of the hub carries along, so that any hub knows it again, whichever process sent it. */
export function writeMark(messageId: string): string {
  return JSON.stringify({ hubbub: messageId });
}

/** Nothing was sent yet. */
export function createOurs(): Ours {
  const sent = new Set<number>();
  return {
    note(randomId) {
      sent.add(randomId);
      const [oldest] = sent;
      if (sent.size > rememberedLimit && oldest !== undefined) sent.delete(oldest);
    },
    isOurs: ({ random_id, payload }) => (random_id !== undefined && sent.has(random_id)) || isMarked(payload),
  };
}

function isMarked(payload: string | undefined): boolean {
  if (payload === undefined) return false;
  try {
    return mark.safeParse(JSON.parse(payload)).success;
  } catch {
    return false;
  }
}
