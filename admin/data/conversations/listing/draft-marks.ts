import { signal } from '@preact/signals-core';
import { listDrafts } from '../../../../hub/api/customers/drafts.ts';
import { api } from '../../api.ts';
import { onEveryConnect } from '../../realtime.ts';

const marks = signal<ReadonlyMap<string, string>>(new Map());

/** What the person has begun to write in a conversation, as one line; undefined where there is nothing. */
export function draftMarkOf(conversationId: string): string | undefined {
  return marks.value.get(conversationId);
}

/** Told by whoever keeps drafts: the text's beginning, or null once it was sent or thrown away. */
export function markDraft(conversationId: string, text: string | null): void {
  const line = text?.replace(/\s+/g, ' ').trim().slice(0, 200) ?? '';
  if ((marks.peek().get(conversationId) ?? '') === line) return;
  const next = new Map(marks.peek());
  if (line) next.set(conversationId, line);
  else next.delete(conversationId);
  marks.value = next;
}

/** Reads the drafts of other windows and visits on every connect; returns the end of it. */
export function startDraftMarks(): () => void {
  return onEveryConnect(() => {
    api
      .call(listDrafts)
      .then(({ items }) => {
        const read = new Map<string, string>();
        // Newest first: of a reply and a note the later one is shown.
        for (const { conversationId, text } of items) if (text && !read.has(conversationId)) read.set(conversationId, text);
        marks.value = read;
      })
      .catch(() => undefined); // a list without marks is whole; the next connect reads them
  });
}
