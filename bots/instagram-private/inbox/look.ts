import type { IgApiClient } from 'instagram-private-api';
import type { DeliverPayload } from '../../contract/channel.ts';
import type { Account } from '../account/account.ts';
import type { InboxPlace, ThreadCursor } from '../account/kept.ts';
import { rest } from '../account/rest.ts';
import { compareThread } from './compare.ts';
import { fetchOlder } from './fetch-older.ts';
import { fingerprint, inboxPage, isAhead, isLater, itemEnvelope, threadShape } from './shapes.ts';
import type { ThreadShape } from './shapes.ts';
import type { Sign } from './signs.ts';

/** Pages of the inbox that one look follows, of 20 threads each. */
const maxPages = 10;

/** Threads that are remembered; the ones longest at rest are forgotten first. */
const rememberedThreads = 2000;

/** Threads of which single messages are remembered: more than one look shows. */
const watchedThreads = 60;

/** What a look found in the inbox, before it is compared. */
interface Found {
  threads: ThreadShape[];
  unreadable: unknown[];
  snapshotMs: number | undefined;
}

/**
 * Looks into the inbox once and hands over what is new in it. The place in it moves on only after `deliver` has resolved, so what was not stored is
 * found again. Throws CallFailed.
 */
export async function lookIntoInbox(account: Account, deliver: DeliverPayload, signal: AbortSignal): Promise<void> {
  const { inbox } = account.kept;
  const viewer = account.kept.account?.externalId ?? '';
  const found = await fetchThreads(account, inbox, signal);
  const nowMs = account.context.now().getTime();
  const isFirstLook = inbox.since === null;
  const since = inbox.since ?? String(BigInt(found.snapshotMs ?? nowMs) * 1000n - 1n);
  const signs: Sign[] = [];
  const unreadable = [...found.unreadable];
  const threads: Record<string, ThreadCursor> = { ...inbox.threads };
  for (const shown of found.threads.filter((thread) => !thread.is_group).toReversed()) {
    const before = threads[shown.thread_id] ?? null;
    const whole = isFirstLook ? shown : await fetchOlder(account, shown, before, since, signal);
    const compared = compareThread(whole, { viewer, before, since, isFirstLook, nowMs });
    signs.push(...compared.signs);
    unreadable.push(...compared.unreadable);
    // Put last again, so that the record's order is the order of use.
    delete threads[shown.thread_id];
    threads[shown.thread_id] = compared.cursor;
    noteRecent(account, whole);
  }
  const news = unreadable.map((raw) => ({ raw, name: fingerprint(raw) })).filter(({ name }) => !inbox.unreadable.includes(name));
  if (!isFirstLook) signs.push(...news.map(({ raw }) => ({ kind: 'unreadable' as const, raw })));
  if (signs.length > 0) {
    await deliver(signs);
    account.activeAt = nowMs;
  }
  await account.save({
    inbox: {
      since,
      newest: found.threads.reduce(
        (last, { last_activity_at: at }) => (isLater(at, last) && !isAhead(at, nowMs) ? at : last),
        inbox.newest,
      ),
      threads: asRemembered(threads),
      unreadable: [...inbox.unreadable, ...news.map(({ name }) => name)].slice(-200),
    },
  });
}

/** The session must stay small: of a thread that rests only its place is kept. */
function asRemembered(threads: Record<string, ThreadCursor>): Record<string, ThreadCursor> {
  const entries = Object.entries(threads).slice(-rememberedThreads);
  const slim = entries.map(([id, cursor], place): [string, ThreadCursor] =>
    place >= entries.length - watchedThreads ? [id, cursor] : [id, { ...cursor, floor: cursor.newest, known: [], seen: {} }],
  );
  return Object.fromEntries(slim);
}

/** Remembers by which context each message was sent: what we send again must not go out twice. */
function noteRecent({ recent }: Account, { items }: ThreadShape): void {
  for (const raw of items) {
    const item = itemEnvelope.safeParse(raw).data;
    if (item) recent.note({ id: item.item_id, clientContext: item.client_context ?? '' });
  }
}

/** Threads that moved since the last look, or the first page of them; message requests among them where they are taken. */
async function fetchThreads(account: Account, inbox: InboxPlace, signal: AbortSignal): Promise<Found> {
  const found: Found = { threads: [], unreadable: [], snapshotMs: undefined };
  const requests = await fetchPages(account, (ig) => ig.feed.directInbox(), inbox, found, signal);
  if (account.settings.requests === 'take' && requests > 0) {
    await fetchPages(account, (ig) => ig.feed.directPending(), inbox, found, signal);
  }
  return found;
}

type Feed = ReturnType<IgApiClient['feed']['directInbox']> | ReturnType<IgApiClient['feed']['directPending']>;

/** Follows a feed until what was seen before; gives how many message requests there are. */
async function fetchPages(
  account: Account,
  open: (ig: IgApiClient) => Feed,
  inbox: InboxPlace,
  found: Found,
  signal: AbortSignal,
): Promise<number> {
  let feed: Feed | undefined;
  let requests = 0;
  for (let page = 0; page < maxPages; page += 1) {
    if (page > 0) await rest(account.pacing.betweenPages(), signal);
    const shown = await account.call(async (ig) => {
      feed ??= open(ig);
      return inboxPage.parse(await feed.request());
    }, signal);
    requests = shown.pending_requests_total;
    found.snapshotMs ??= shown.snapshot_at_ms;
    const threads = shown.inbox.threads.map((raw) => ({ raw, read: threadShape.safeParse(raw).data }));
    found.unreadable.push(...threads.flatMap(({ raw, read }) => (read ? [] : [raw])));
    const read = threads.flatMap((one) => one.read ?? []);
    found.threads.push(...read);
    const oldest = read.at(-1);
    if (!shown.inbox.has_older || inbox.since === null || !oldest || !isLater(oldest.last_activity_at, inbox.newest)) break;
  }
  return requests;
}
