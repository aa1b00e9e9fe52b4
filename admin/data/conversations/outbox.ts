import { computed, effect, signal } from '@preact/signals-core';
import { z } from 'zod';
import { ApiError } from '../../../hub/api/client.ts';
import { messageView, sendMessage } from '../../../hub/api/customers/messages.ts';
import { api } from '../api.ts';
import { onEveryConnect } from '../realtime.ts';
import { session } from '../session.ts';
import { kindOfFile } from './composing/limits.ts';
import { forgetEntry, keepEntry, readEntries } from './composing/kept-outbox.ts';
import { inOrder, isPassing, nextToSend, waitBefore, type OutboxContent, type OutboxEntry } from './composing/outbox-entry.ts';
import { settlePending, showPending } from './thread-store.ts';

/** No answer for so long is none: it is sent again, which makes no second message. */
const answerWithinMs = 30_000;

const entries = signal<readonly OutboxEntry[]>([]);
const tries = new Map<string, number>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** What became of one message; for saying it aloud. */
export const lastOutcome = signal<{ conversationId: string; clientId: string; outcome: 'sent' | 'stale' | 'failed' } | null>(null);

/** How many messages are not sent yet, over all conversations: those that wait for the connection among them. */
export const waitingCount = computed(() => entries.value.filter(({ state }) => state === 'waiting' || state === 'sending').length);

/** The reply of a conversation that waits for its author's decision, because a colleague answered meanwhile; null when there is none. */
export function staleOf(conversationId: string): OutboxEntry | null {
  return entries.value.find((entry) => entry.conversationId === conversationId && entry.state === 'stale') ?? null;
}

/** Sends it when its turn comes and the hub can be reached: shown in the thread at once, kept over reloads. Returns its `clientId`. */
export function sendLater(conversationId: string, content: OutboxContent): string {
  const clientId = newClientId();
  add({ ...content, clientId, conversationId, createdAt: new Date().toISOString(), state: 'waiting', force: false });
  void pump(conversationId);
  return clientId;
}

/** Sends a refused one again; `force`: over a colleague's answer that its author has seen by now. */
export function retry(clientId: string, { force = false }: { force?: boolean } = {}): void {
  const entry = find(clientId);
  if (!entry || entry.state === 'sending') return;
  const { refusal: _refusal, unseen: _unseen, ...rest } = entry;
  change({ ...rest, state: 'waiting', force: entry.force || force });
  void pump(entry.conversationId);
}

/** Takes back what is not sent; returns it, so that its words can go somewhere else. Null when it is on its way or gone. */
export function discard(clientId: string): OutboxEntry | null {
  const entry = find(clientId);
  if (!entry || entry.state === 'sending') return null;
  remove(entry);
  void pump(entry.conversationId);
  return entry;
}

/** `randomUUID` is there only over https and on localhost; a hub in a local network may have neither. */
function newClientId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

let isStarted = false;

/** Goes on with what earlier visits left as soon as somebody is signed in, and whenever the hub can be reached again; once for the page. */
export function startOutbox(): void {
  if (isStarted) return;
  isStarted = true;
  effect(() => {
    if (session.value) queueMicrotask(goOn);
  });
  onEveryConnect(goOn);
  window.addEventListener('online', goOn);
}

function goOn(): void {
  if (!session.peek()) return;
  const known = new Set(entries.peek().map(({ clientId }) => clientId));
  for (const entry of inOrder(readEntries())) if (!known.has(entry.clientId)) add(entry);
  tries.clear();
  for (const conversationId of new Set(entries.peek().map((entry) => entry.conversationId))) void pump(conversationId);
}

/** Sends a conversation's messages one after another; ends when nothing may go out now. */
async function pump(conversationId: string): Promise<void> {
  clearTimeout(timers.get(conversationId));
  for (;;) {
    const entry = nextToSend(entries.peek(), conversationId);
    if (!entry) return;
    if (!(await attempt(entry))) {
      timers.set(
        conversationId,
        setTimeout(() => void pump(conversationId), waitBefore(tries.get(entry.clientId) ?? 1)),
      );
      return;
    }
  }
}

/** One try; false: the hub can't take it now, so nothing of the conversation goes out before the next. */
async function attempt(entry: OutboxEntry): Promise<boolean> {
  const { conversationId, clientId } = entry;
  change({ ...entry, state: 'sending' });
  try {
    const confirmed = await api.call(sendMessage, {
      params: { conversationId },
      body: bodyOf(entry),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    settlePending(conversationId, clientId, confirmed);
    remove(entry);
    lastOutcome.value = { conversationId, clientId, outcome: 'sent' };
    return true;
  } catch (error) {
    return refused(entry, error);
  }
}

function refused(entry: OutboxEntry, error: unknown): boolean {
  const { conversationId, clientId } = entry;
  if (!(error instanceof ApiError) || isPassing(error.status)) {
    tries.set(clientId, (tries.get(clientId) ?? 0) + 1);
    change({ ...entry, state: 'waiting' });
    return false;
  }
  const { status, code, message, details, requestId } = error;
  const refusal = { status, code, message, details, requestId };
  if (code === 'reply.stale') {
    const { data } = z.object({ messages: z.array(messageView) }).safeParse(details);
    change({ ...entry, state: 'stale', refusal, unseen: data?.messages ?? [] });
    lastOutcome.value = { conversationId, clientId, outcome: 'stale' };
  } else {
    change({ ...entry, state: 'failed', refusal });
    lastOutcome.value = { conversationId, clientId, outcome: 'failed' };
  }
  return true;
}

function bodyOf({ kind, text, format, attachments, replyTo, mentions, seenSeq, clientId, force }: OutboxEntry) {
  return {
    kind,
    text,
    format,
    clientId,
    attachments: attachments.map(({ id }) => id),
    ...(replyTo && { replyTo: replyTo.id }),
    ...(kind === 'note' ? { mentions } : { force, ...(seenSeq !== undefined && { seenSeq }) }),
  };
}

function find(clientId: string): OutboxEntry | undefined {
  return entries.peek().find((entry) => entry.clientId === clientId);
}

function add(entry: OutboxEntry): void {
  entries.value = [...entries.peek(), entry];
  keepEntry(entry);
  show(entry);
}

function change(entry: OutboxEntry): void {
  entries.value = entries.peek().map((each) => (each.clientId === entry.clientId ? entry : each));
  keepEntry(entry);
  show(entry);
}

function remove({ conversationId, clientId }: OutboxEntry): void {
  entries.value = entries.peek().filter((each) => each.clientId !== clientId);
  tries.delete(clientId);
  forgetEntry(clientId);
  settlePending(conversationId, clientId);
}

/** In the thread; one that waits for a decision is shown with it, above the composer. */
function show(entry: OutboxEntry): void {
  const { conversationId, clientId, kind, text, format, attachments, replyTo, createdAt, state, refusal } = entry;
  if (state === 'stale') {
    settlePending(conversationId, clientId);
    return;
  }
  showPending(conversationId, {
    clientId,
    kind,
    text,
    format,
    createdAt,
    state,
    attachments: attachments.map((file) => ({ name: file.name, size: file.size, url: file.url, kind: kindOfFile(file.mimeType) })),
    ...(replyTo && { replyTo }),
    ...(refusal && { error: new ApiError(refusal.status, refusal) }),
  });
}
