import { z } from 'zod';
import type { Account } from '../account/account.ts';
import type { ThreadCursor } from '../account/kept.ts';
import { rest } from '../account/rest.ts';
import { hasGap } from './compare.ts';
import { threadShape } from './shapes.ts';
import type { ThreadShape } from './shapes.ts';

/** Pages of a thread that are followed back, of ten messages each. */
const maxPages = 50;

const threadPage = z.object({ thread: threadShape });

/** The thread with as many older messages as are needed to reach what was known of it. */
export async function fetchOlder(
  account: Account,
  shown: ThreadShape,
  before: ThreadCursor | null,
  since: string,
  signal: AbortSignal,
): Promise<ThreadShape> {
  let whole = shown;
  for (let page = 0; page < maxPages && whole.oldest_cursor && hasGap(whole, before, since); page += 1) {
    await rest(account.pacing.betweenPages(), signal);
    const older = await fetchThread(account, shown.thread_id, whole.oldest_cursor, signal);
    if (older.items.length === 0) break;
    whole = { ...whole, items: [...whole.items, ...older.items], has_older: older.has_older, oldest_cursor: older.oldest_cursor };
  }
  return whole;
}

/** A page of a thread, its newest messages or those before a cursor. Throws CallFailed. */
export function fetchThread(account: Account, threadId: string, cursor?: string, signal?: AbortSignal): Promise<ThreadShape> {
  return account.call(async (ig) => {
    const feed = ig.feed.directThread({ thread_id: threadId, oldest_cursor: cursor ?? '' });
    return threadPage.parse(await feed.request()).thread;
  }, signal);
}
