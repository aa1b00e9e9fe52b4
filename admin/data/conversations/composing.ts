import { signal, type Signal } from '@preact/signals-core';
import type { TextFormat } from '../../../bots/contract/content.ts';
import type { DraftMode } from '../../../hub/api/customers/drafts.ts';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import { may } from '../session.ts';
import { changeDraft, draftOf } from './drafts.ts';

/** A message of ours whose wording is being changed, and its new wording. */
export interface Editing {
  message: MessageView;
  text: string;
  format: TextFormat;
}

/** What is done in the composer of one conversation. */
export interface Composing {
  /** Whom the next words are for: the customer, or the team only. */
  mode: DraftMode;
  /** While a message is changed the drafts wait. */
  editing: Editing | null;
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
  const { text, format } = message;
  composingOf(conversationId).value = { mode: message.kind === 'note' ? 'note' : 'reply', editing: { message, text, format } };
  askForFocus(conversationId);
}

/** Keeps the new wording as it is typed. */
export function changeEdit(conversationId: string, change: Partial<Pick<Editing, 'text' | 'format'>>): void {
  const composing = composingOf(conversationId);
  const { editing } = composing.peek();
  if (editing) composing.value = { ...composing.peek(), editing: { ...editing, ...change } };
}

/** Leaves the message as it was, or as it was changed; the draft is back. */
export function stopEdit(conversationId: string): void {
  composingOf(conversationId).value = { ...composingOf(conversationId).peek(), editing: null };
}

/** Writes the words as Markdown, or the other way than before. */
export function setFormat(conversationId: string, wanted: 'markdown' | 'toggle'): void {
  const { mode, editing } = composingOf(conversationId).peek();
  const before = (editing ?? draftOf(conversationId, mode).peek()).format;
  const format = wanted === 'markdown' || before === 'plain' ? 'markdown' : 'plain';
  if (editing) changeEdit(conversationId, { format });
  else changeDraft(conversationId, mode, { format });
}

/** Puts the cursor into the composer. */
export function askForFocus(conversationId: string): void {
  focusAsked.value = { conversationId, count: (focusAsked.peek()?.count ?? 0) + 1 };
}
