import { signal } from '@preact/signals-core';
import { openThread } from '../../../data/conversations/thread-store.ts';

/** For each conversation the newest message when its reply was begun. */
const starts = signal<ReadonlyMap<string, number>>(new Map());

/** Notes where a reply was begun, by its text as it is now; an empty one was not. */
export function noteStart(conversationId: string, text: string): void {
  const isBegun = starts.peek().has(conversationId);
  if (isBegun === (text.trim() !== '')) return;
  const next = new Map(starts.peek());
  if (isBegun) next.delete(conversationId);
  else next.set(conversationId, openThread(conversationId).messages.peek().at(-1)?.seq ?? 0);
  starts.value = next;
}

/** How many messages the customer wrote since the reply was begun. */
export function newFromCustomer(conversationId: string): number {
  const start = starts.value.get(conversationId);
  if (start === undefined) return 0;
  return openThread(conversationId).messages.value.filter(
    ({ seq, direction, kind }) => seq > start && direction === 'in' && kind === 'text',
  ).length;
}
