import { signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { AttachmentKind, TextFormat } from '../../../bots/contract/content.ts';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import { ThreadStore } from './thread-live.ts';

/** A message of ours that the hub has not confirmed: it waits for the connection or its turn, is on its way, or was refused. */
export interface PendingMessage {
  /** The author's own key: the confirmed message carries it too. */
  clientId: string;
  kind: 'text' | 'note';
  text: string;
  format: TextFormat;
  attachments?: readonly { name: string; kind: AttachmentKind; size: number; url?: string | undefined }[];
  replyTo?: Pick<MessageView, 'id' | 'text' | 'author'> | undefined;
  createdAt: string;
  state: 'waiting' | 'sending' | 'failed';
  /** Why it was refused; only of a failed one. */
  error?: unknown;
}

/** So many threads stay in memory: a switch to one of them paints at once. */
const mostKept = 30;

const kept = new Map<string, ThreadStore>();
const pendings = new Map<string, Signal<readonly PendingMessage[]>>();

/** A conversation's messages as they are in memory, read when they are not. Call `show()` while it is on screen. */
export function openThread(conversationId: string): ThreadStore {
  const store = kept.get(conversationId) ?? new ThreadStore(conversationId);
  kept.delete(conversationId);
  kept.set(conversationId, store);
  for (const [id, oldest] of kept) {
    if (kept.size <= mostKept) break;
    if (!oldest.isShown) kept.delete(id);
  }
  return store;
}

/** Reads a conversation that will probably be opened next. */
export function prefetch(conversationId: string): void {
  void openThread(conversationId).load();
}

/** What is not confirmed yet of a conversation, oldest first; it may hold what the messages have already (same `clientId`). */
export function pendingOf(conversationId: string): ReadonlySignal<readonly PendingMessage[]> {
  return pendingSignal(conversationId);
}

/** Shows a message before the hub has it, or its changed state: one `clientId` is one message. It gives way to the confirmed one by itself. */
export function showPending(conversationId: string, pending: PendingMessage): void {
  const all = pendingSignal(conversationId);
  const isKnown = all.peek().some(({ clientId }) => clientId === pending.clientId);
  all.value = isKnown ? all.peek().map((each) => (each.clientId === pending.clientId ? pending : each)) : [...all.peek(), pending];
}

/** Takes a pending message away: discarded, or confirmed, in which case what the hub made of it is handed along. */
export function settlePending(conversationId: string, clientId: string, confirmed?: MessageView): void {
  if (confirmed) kept.get(conversationId)?.keep([confirmed]);
  const all = pendingSignal(conversationId);
  all.value = all.peek().filter((each) => each.clientId !== clientId);
}

function pendingSignal(conversationId: string): Signal<readonly PendingMessage[]> {
  const known = pendings.get(conversationId);
  if (known) return known;
  const made = signal<readonly PendingMessage[]>([]);
  pendings.set(conversationId, made);
  return made;
}
