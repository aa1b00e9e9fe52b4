import { effect, signal } from '@preact/signals-core';
import { minuteTick } from '../../words/formats.ts';
import { onEveryConnect } from '../realtime.ts';
import { session } from '../session.ts';
import { onHeads, onListsStale, type HeadChange } from './heads.ts';
import { ConversationList } from './listing/conversation-list.ts';
import { keyOf, type ListQuery } from './listing/query.ts';

/** So many lists stay in memory, ready to be shown at once; each goes on following the heads. */
const mostKept = 16;

const kept = new Map<string, ConversationList>();

/** The list on screen, in the order of its rows; null while there is none. */
export const shownList = signal<ConversationList | null>(null);

/** A list by its query: from memory where it was shown before, else it begins to load. */
export function openList(query: ListQuery): ConversationList {
  const key = keyOf(query);
  const list = kept.get(key) ?? new ConversationList(query, () => session.peek()?.agent.id ?? '');
  // Put last again: the one that was not looked at for longest goes first.
  kept.delete(key);
  kept.set(key, list);
  for (const [oldest] of kept) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  list.load();
  return list;
}

/** The conversation after (1) or before (-1) one on the list on screen; null at the ends and where it isn't on the list. */
export function neighbourInList(conversationId: string, step: 1 | -1): string | null {
  const rows = shownList.peek()?.rows.peek() ?? [];
  const place = rows.indexOf(conversationId);
  return place < 0 ? null : (rows[place + step] ?? null);
}

/** Keeps every list in memory true to the heads. Called once, by the inbox; safe to call again. */
export function startLists(): void {
  if (isStarted) return;
  isStarted = true;
  onHeads((changes: HeadChange[]) => {
    for (const list of kept.values()) list.follow(changes);
  });
  onListsStale(() => reloadAll());
  let isFirst = true;
  onEveryConnect(() => {
    // What was read before the first connect may have changed before anybody told us; what failed while away is read now.
    for (const list of kept.values()) if (isFirst || list.state.peek() === 'failed') void list.reload();
    isFirst = false;
  });
  effect(() => {
    const now = minuteTick.value;
    for (const list of kept.values()) if (list.query.filters.waiting !== undefined) list.passTime(now);
  });
}

let isStarted = false;

function reloadAll(): void {
  for (const [key, list] of kept) {
    if (list === shownList.peek()) void list.reload();
    // One that isn't on screen is read when somebody looks.
    else kept.delete(key);
  }
}
