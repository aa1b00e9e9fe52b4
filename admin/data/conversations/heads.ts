import { batch, signal, type Signal } from '@preact/signals-core';
import type { ConversationView } from '../../../hub/api/customers/conversations.ts';
import { emit, onEveryConnect, onEvent } from '../realtime.ts';

/** What became of a conversation's head: it is new or changed, or this seat may not see it any more. */
export type HeadChange = { type: 'changed'; head: ConversationView; before: ConversationView | null } | { type: 'gone'; id: string };

const heads = new Map<string, Signal<ConversationView | null>>();
const listeners = new Set<(changes: HeadChange[]) => void>();
const stale = new Set<() => void>();
let since: string | null = null;

/** A conversation's head as far as it is known; null while it isn't, or when it is gone. One signal for each, for ever: rows read it. */
export function headOf(id: string): Signal<ConversationView | null> {
  const known = heads.get(id);
  if (known) return known;
  const made = signal<ConversationView | null>(null);
  heads.set(id, made);
  return made;
}

/** Keeps heads that were read or told, wherever from; of two the higher `rev` wins. Lists that show them hear of it. */
export function keepHeads(found: readonly ConversationView[]): void {
  const changes: HeadChange[] = [];
  batch(() => {
    for (const head of found) {
      const kept = headOf(head.id);
      const before = kept.peek();
      if (before && before.rev > head.rev) continue;
      if (before && before.rev === head.rev && JSON.stringify(before) === JSON.stringify(head)) continue;
      kept.value = head;
      changes.push({ type: 'changed', head, before });
    }
    tell(changes);
  });
}

/** Shows a change before the hub confirmed it. Returns how to take it back: only what this change did, and not over a newer head. */
export function changeHead(id: string, change: Partial<ConversationView>): () => void {
  const before = headOf(id).peek();
  if (!before) return () => undefined;
  const changed = { ...before, ...change };
  put(changed, before);
  return () => {
    if (headOf(id).peek() === changed) put(before, changed);
  };
}

/** Hears which heads changed, many at a time. Returns its removal. */
export function onHeads(listener: (changes: HeadChange[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called when too much changed while away to be told one by one: a list reads its first pages again. Returns its removal. */
export function onListsStale(reload: () => void): () => void {
  stale.add(reload);
  return () => stale.delete(reload);
}

/** Follows the heads as they change; after every connect what was missed is asked for. */
export function startHeads(): void {
  onEvent('conversation.head', ({ conversation }) => keepHeads([conversation]));
  onEvent('conversation.gone', ({ conversationId }) => forget([conversationId]));
  onEveryConnect(() => void resume());
}

async function resume(): Promise<void> {
  try {
    const { conversations, gone, isComplete, now } = await emit('list.resume', { since });
    const isFirst = since === null;
    since = now;
    keepHeads(conversations);
    forget(gone);
    if (!isComplete && !isFirst) for (const reload of stale) reload();
  } catch (error) {
    // Cut again before the answer: the next connect asks again. Anything else leaves lists that may lie, so they are read anew.
    if (!(error instanceof TypeError)) for (const reload of stale) reload();
  }
}

function put(head: ConversationView, before: ConversationView): void {
  batch(() => {
    headOf(head.id).value = head;
    tell([{ type: 'changed', head, before }]);
  });
}

function forget(ids: readonly string[]): void {
  batch(() => {
    for (const id of ids) headOf(id).value = null;
    tell(ids.map((id) => ({ type: 'gone', id })));
  });
}

function tell(changes: HeadChange[]): void {
  if (changes.length > 0) for (const listener of listeners) listener(changes);
}
