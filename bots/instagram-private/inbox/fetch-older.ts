import { z } from 'zod';
import type { Account } from '../account/account.ts';
import type { ThreadCursor } from '../account/kept.ts';
import { rest } from '../account/rest.ts';
import { hasGap } from './compare.ts';
import { threadShape } from './shapes.ts';
import type { ThreadShape } from './shapes.ts';

/** Pages of a thread that are followed back, of ten messages each. */
const maxPages = 50;

const answer = z.object({ body: z.object({ thread: threadShape }) });

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
  // The library's own feed can't begin at the newest message: it sends an empty cursor.
  const qs = { visual_message_return_type: 'unseen', direction: 'older', limit: 10, ...(cursor !== undefined && { cursor }) };
  return account.call(async (ig) => {
    const { body } = answer.parse(await ig.request.send({ url: `/api/v1/direct_v2/threads/${threadId}/`, qs }));
    return body.thread;
  }, signal);
}
