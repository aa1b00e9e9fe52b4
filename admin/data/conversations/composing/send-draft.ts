import { effect, signal } from '@preact/signals-core';
import type { DraftMode } from '../../../../hub/api/customers/drafts.ts';
import type { MessageView } from '../../../../hub/api/customers/messages.ts';
import { agentById } from '../../team.ts';
import { changeDraft, clearDraft, draftOf } from '../drafts.ts';
import { headOf } from '../heads.ts';
import { discard, sendLater } from '../outbox.ts';
import { openThread } from '../thread-store.ts';
import { uploadsOf } from '../uploads.ts';
import { draftKey, isEmptyContent, mentionsIn } from './draft-content.ts';
import type { OutboxContent, OutboxEntry } from './outbox-entry.ts';

const waiting = signal<ReadonlyMap<string, () => void>>(new Map());

/** True while a draft goes out as soon as its files are there. */
export function isWaitingForFiles(conversationId: string, mode: DraftMode): boolean {
  return waiting.value.has(draftKey(conversationId, mode));
}

/**
 * Sends what is in the composer and empties it; where files are on their way, as soon as they are there, wherever one is by then. A file
 * that fails calls it off: the draft stays. False: there was nothing to send.
 */
export function sendDraft(conversationId: string, mode: DraftMode): boolean {
  const uploads = uploadsOf(conversationId, mode);
  if (isEmptyContent(draftOf(conversationId, mode).peek()) && uploads.peek().length === 0) return false;
  if (uploads.peek().length === 0) {
    sendNow(conversationId, mode);
    return true;
  }
  callOffSend(conversationId, mode);
  const stop = effect(() => {
    const left = uploads.value;
    if (left.some(({ state }) => state === 'uploading')) return;
    queueMicrotask(() => {
      callOffSend(conversationId, mode);
      if (left.length === 0) sendNow(conversationId, mode);
    });
  });
  waiting.value = new Map(waiting.peek()).set(draftKey(conversationId, mode), stop);
  return true;
}

/** Keeps a draft that waits for its files. */
export function callOffSend(conversationId: string, mode: DraftMode): void {
  const key = draftKey(conversationId, mode);
  waiting.peek().get(key)?.();
  const rest = new Map(waiting.peek());
  if (rest.delete(key)) waiting.value = rest;
}

/** Takes a message that is not sent back into the composer. Returns it, or null when it is on its way or gone. */
export function takeBack(clientId: string): OutboxEntry | null {
  const entry = discard(clientId);
  if (entry) putIntoDraft(entry);
  return entry;
}

/** Puts what was taken out of the outbox into the composer, before what is there by now. */
export function putIntoDraft(entry: OutboxEntry): void {
  const mode: DraftMode = entry.kind === 'note' ? 'note' : 'reply';
  const { text, format, attachments, mentions, replyTo } = draftOf(entry.conversationId, mode).peek();
  changeDraft(entry.conversationId, mode, {
    text: text.trim() === '' ? entry.text : `${entry.text}\n\n${text}`,
    format: entry.format === 'markdown' ? 'markdown' : format,
    attachments: [...entry.attachments, ...attachments],
    mentions: [...entry.mentions, ...mentions],
    replyTo: entry.replyTo?.id ?? replyTo,
  });
}

function sendNow(conversationId: string, mode: DraftMode): void {
  const { text, format, attachments, mentions, replyTo } = draftOf(conversationId, mode).peek();
  if (isEmptyContent({ text, attachments })) return;
  const content: OutboxContent = {
    kind: mode === 'note' ? 'note' : 'text',
    text: text.trim(),
    format,
    attachments,
    replyTo: quotedOf(conversationId, replyTo),
    mentions: mode === 'note' ? mentionsIn(text, mentions, (id) => agentById(id)?.displayName) : [],
  };
  const seenSeq = seenOf(conversationId);
  sendLater(conversationId, { ...content, ...(seenSeq !== undefined && { seenSeq }) });
  clearDraft(conversationId, mode);
}

/** The newest message that was on screen when it was written. */
function seenOf(conversationId: string): number | undefined {
  return openThread(conversationId).messages.peek().at(-1)?.seq ?? headOf(conversationId).peek()?.seq;
}

/** A message of the conversation, as far as it is in memory. */
export function messageById(conversationId: string, id: string | null): MessageView | undefined {
  return id === null ? undefined : openThread(conversationId).messages.value.find((message) => message.id === id);
}

function quotedOf(conversationId: string, id: string | null): OutboxContent['replyTo'] {
  if (id === null) return null;
  const { text, author } = messageById(conversationId, id) ?? { text: '', author: { type: 'system', id: null, name: '' } as const };
  return { id, text, author };
}
