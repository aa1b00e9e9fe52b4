import { ok, refusals } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import type { Call } from '../wire/request.ts';
import { showThread } from '../wire/show.ts';
import type { Account, Thread, World } from '../world/state.ts';

const perPage = 20;
const itemsPerThread = 10;

/** A page of the inbox or of the message requests, the threads that moved last first. */
export function inbox(world: World, account: Account, call: Call, isPending: boolean): Answer {
  const all = [...world.threads.values()].filter((thread) => thread.accountId === account.id && isShown(thread));
  const shown = all.filter((thread) => thread.isPending === isPending).toSorted((a, b) => lastAt(b) - lastAt(a));
  const start = Number(call.query.get('cursor') ?? 0);
  const page = shown.slice(start, start + perPage);
  return ok({
    inbox: {
      threads: page.map((thread) => showThread(world, thread, itemsPerThread)),
      has_older: shown.length > start + perPage,
      unseen_count: 0,
      oldest_cursor: String(start + perPage),
    },
    seq_id: 1,
    snapshot_at_ms: world.clock.now(),
    pending_requests_total: all.filter((thread) => thread.isPending).length,
  });
}

const isShown = ({ items, poison }: Thread) => items.length > 0 || poison.length > 0;
const lastAt = ({ items }: Thread) => items.at(-1)?.at ?? 0;

/** A thread, from the newest message or from before a cursor. */
export function thread(world: World, account: Account, call: Call, threadId: string): Answer {
  const found = threadOf(world, account, threadId);
  if (!found) return refusals.notFound();
  return ok({ thread: showThread(world, found, itemsPerThread, call.query.get('cursor') ?? undefined) });
}

/** Takes a message request: the thread moves to the inbox. */
export function approve(world: World, account: Account, threadId: string): Answer {
  const found = threadOf(world, account, threadId);
  if (!found) return refusals.notFound();
  found.isPending = false;
  return ok();
}

/** The account has seen everything up to an item. */
export function markSeen(world: World, account: Account, threadId: string, itemId: string): Answer {
  const found = threadOf(world, account, threadId);
  const item = found?.items.find(({ id }) => id === itemId);
  if (!found || !item) return refusals.notFound();
  found.seen.set(account.id, { itemId, at: item.at });
  return ok();
}

/** Takes back an item of the account's own. */
export function deleteItem(world: World, account: Account, threadId: string, itemId: string): Answer {
  const found = threadOf(world, account, threadId);
  const item = found?.items.find(({ id }) => id === itemId);
  if (!found || !item) return refusals.notFound();
  if (item.userId !== account.id) return refusals.invalid('You can only unsend your own messages.');
  found.items = found.items.filter((one) => one !== item);
  return ok();
}

/** A thread of this account. */
export function threadOf(world: World, account: Account, threadId: string): Thread | undefined {
  const found = world.threads.get(threadId);
  return found?.accountId === account.id ? found : undefined;
}
