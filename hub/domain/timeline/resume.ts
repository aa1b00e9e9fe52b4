import type { MessageRecord } from './model.ts';

/** After this long a place in the order that nobody filled counts as void: its writer crashed, or the message was a repeat. */
export const voidAfterMs = 30_000;

/**
 * The part of what follows a cursor that can be read without a gap, and the new cursor. With several processes a later place can be
 * filled before an earlier one; a reader that stepped over the hole would miss what lands in it. `following` is ascending by seq.
 */
export function readWithoutGap(
  after: number,
  following: readonly MessageRecord[],
  now: Date,
): { readable: MessageRecord[]; cursor: number } {
  const readable: MessageRecord[] = [];
  let cursor = after;
  for (const message of following) {
    const isNext = message.seq === cursor + 1;
    const holeIsVoid = now.getTime() - message.createdAt.getTime() >= voidAfterMs;
    if (!isNext && !holeIsVoid) break;
    readable.push(message);
    cursor = message.seq;
  }
  return { readable, cursor };
}
