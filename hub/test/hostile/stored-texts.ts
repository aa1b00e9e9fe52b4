import { expect, vi } from 'vitest';
import { Message } from '../../domain/timeline/model.ts';

/** Waits until a channel's messages that begin with this word are all there, numbered from 0 in the order of their conversation, and no other. */
export function waitForNumbered(
  { channelId, word, count }: { channelId: string; word: string; count: number },
  patience: { timeout: number; interval: number },
): Promise<void> {
  return vi.waitFor(async () => {
    const stored = await Message.find({ channelId, text: new RegExp(`^${word} `) })
      .sort({ seq: 1 })
      .lean();
    expect(stored.map(({ text }) => text)).toEqual(Array.from({ length: count }, (_, nth) => `${word} ${nth}`));
  }, patience);
}
