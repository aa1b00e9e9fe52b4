import { signal, type Signal } from '@preact/signals-core';
import type { DraftMode } from '../../../hub/api/customers/drafts.ts';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import { may } from '../session.ts';
import { changeDraft } from './drafts.ts';

/** What is done in the composer of one conversation. */
export interface Composing {
  /** Whom the next words are for: the customer, or the team only. */
  mode: DraftMode;
  /** A message of ours whose wording is being changed, and its new wording; the drafts wait below. */
  editing: { message: MessageView; text: string } | null;
}

/** The composer of a conversation was asked for the focus; `count` makes two askings two. */
export const focusAsked = signal<{ conversationId: string; count: number } | null>(null);

const all = new Map<string, Signal<Composing>>();

/** What is done in a conversation's composer; kept while the page is open. */
export function composingOf(conversationId: string): Signal<Composing> {
  const known = all.get(conversationId);
  if (known) return known;
  const made = signal<Composing>({ mode: may('conversation.reply') ? 'reply' : 'note', editing: null });
  all.set(conversationId, made);
  return made;
}

/** Switches between answering the customer and a note for the team; each keeps its own words. */
export function setMode(conversationId: string, mode: DraftMode): void {
  const composing = composingOf(conversationId);
  if (composing.peek().mode !== mode) composing.value = { mode, editing: null };
}

/** Answers one message in particular: a note by a note, anything else to the customer. */
export function startReply(conversationId: string, message: MessageView): void {
  const mode = message.kind === 'note' ? 'note' : 'reply';
  composingOf(conversationId).value = { mode, editing: null };
  changeDraft(conversationId, mode, { replyTo: message.id });
  askForFocus(conversationId);
}

/** Answers nothing in particular any more. */
export function stopReply(conversationId: string): void {
  changeDraft(conversationId, composingOf(conversationId).peek().mode, { replyTo: null });
}

/** Changes the wording of a message or note of ours. */
export function startEdit(conversationId: string, message: MessageView): void {
  composingOf(conversationId).value = { mode: message.kind === 'note' ? 'note' : 'reply', editing: { message, text: message.text } };
  askForFocus(conversationId);
}

/** Keeps the new wording as it is typed. */
export function changeEdit(conversationId: string, text: string): void {
  const composing = composingOf(conversationId);
  const { editing } = composing.peek();
  if (editing) composing.value = { ...composing.peek(), editing: { ...editing, text } };
}

/** Leaves the message as it was, or as it was changed; the draft is back. */
export function stopEdit(conversationId: string): void {
  composingOf(conversationId).value = { ...composingOf(conversationId).peek(), editing: null };
}

/** Puts the cursor into the composer. */
export function askForFocus(conversationId: string): void {
  focusAsked.value = { conversationId, count: (focusAsked.peek()?.count ?? 0) + 1 };
}
