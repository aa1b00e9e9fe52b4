import type { TelegramConsole } from '../../../bots/console/console.ts';
import { momentOf, wallTimeAt } from '../../../bots/console/snoozing/zoned-time.ts';
import { Console, type ConsoleRecord } from '../../domain/console/model.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { getWorkspace } from '../../domain/workspace/get-workspace.ts';
import type { Scope } from '../records/scope.ts';
import { doOnce } from './do-once.ts';

const digestHour = 9;
const minuteMs = 60_000;
/** A digest of the morning is not sent in the evening, when the hub was down. */
const latestMs = 3 * 60 * minuteMs;
/** A hub that claimed the digest and died is made up for within this time. */
const settledMs = 2 * minuteMs;
const keptMs = 48 * 60 * minuteMs;

/** Nine in the morning next after a moment, by the clocks of a zone. */
export function nextDigestAt(after: Date, timeZone: string): Date {
  const wall = { ...wallTimeAt(after, timeZone), hour: digestHour, minute: 0 };
  const today = momentOf(wall, timeZone);
  return today > after ? today : momentOf({ ...wall, day: wall.day + 1 }, timeZone);
}

/** Sends the day's digest to the bound groups when it is due, once over all hubs; not when nothing is open. */
export async function sendDigest(scope: Scope, record: ConsoleRecord, bot: Pick<TelegramConsole, 'announceDigest'>): Promise<void> {
  const { digestDueAt: dueAt, workspaceId } = record;
  const now = scope.hub.now();
  if (!dueAt) return plan(record, now);
  const lateMs = now.getTime() - dueAt.getTime();
  if (lateMs < 0) return;
  const isDone = await doOnce(scope, `digest:${dueAt.getTime()}`, keptMs, async () => {
    const isAnythingOpen = (await Conversation.exists({ workspaceId, status: 'open' })) !== null;
    if (isAnythingOpen && lateMs <= latestMs) await bot.announceDigest();
  });
  if (isDone || lateMs > settledMs) await plan(record, now);
}

async function plan({ _id, workspaceId, digestDueAt }: ConsoleRecord, now: Date): Promise<void> {
  const { timeZone } = await getWorkspace(workspaceId);
  const isSame = digestDueAt ? { digestDueAt } : { digestDueAt: { $exists: false } };
  await Console.updateOne({ _id, ...isSame }, { $set: { digestDueAt: nextDigestAt(now, timeZone) } });
}
