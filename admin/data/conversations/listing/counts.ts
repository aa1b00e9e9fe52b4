import { signal } from '@preact/signals-core';
import type { z } from 'zod';
import { countConversations } from '../../../../hub/api/customers/conversations.ts';
import { countViews } from '../../../../hub/api/customers/saved-views.ts';
import type { CappedCount } from '../../../../hub/api/fields.ts';
import { api } from '../../api.ts';
import { onEveryConnect } from '../../realtime.ts';
import { onHeads, onListsStale } from '../heads.ts';

type TabCounts = z.infer<NonNullable<(typeof countConversations)['view']>>;

/** What the tabs hold; null until the hub told it. */
export const tabCounts = signal<TabCounts | null>(null);
/** What the saved views hold, by their ids. */
export const viewCounts = signal<ReadonlyMap<string, CappedCount>>(new Map());

/** A change shows soon, and a storm of them asks the hub no more often than this. */
const pauseMs = 400;
const leastMs = 3000;
/** Views are counted one by one by the hub: more rarely. */
const leastForViewsMs = 10_000;

/** Keeps the counters true while the inbox is on screen; returns the end of it. `hasViews` says whether there is any view to count. */
export function startCounts(hasViews: () => boolean): () => void {
  const ends = [
    keepCounted(async () => {
      tabCounts.value = await api.call(countConversations);
    }, leastMs),
    keepCounted(async () => {
      if (!hasViews()) return;
      const { items } = await api.call(countViews);
      viewCounts.value = new Map(items.map(({ viewId, ...count }) => [viewId, count]));
    }, leastForViewsMs),
  ];
  return () => ends.forEach((end) => end());
}

function keepCounted(count: () => Promise<void>, atLeastMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let countedAt = 0;
  let isMissed = false;
  const run = (): void => {
    timer = undefined;
    // Nobody looks: counted once somebody does.
    isMissed = document.hidden;
    if (isMissed) return;
    countedAt = Date.now();
    count().catch(() => undefined); // what was counted last stays; the next change or connect counts again
  };
  const soon = (): void => {
    timer ??= setTimeout(run, Math.max(pauseMs, countedAt + atLeastMs - Date.now()));
  };
  const seen = (): void => {
    if (!document.hidden && isMissed) soon();
  };
  document.addEventListener('visibilitychange', seen);
  const stops = [onHeads(soon), onListsStale(soon), onEveryConnect(soon)];
  run();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
    for (const stop of stops) stop();
  };
}
