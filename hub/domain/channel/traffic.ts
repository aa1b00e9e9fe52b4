import type { ChannelView } from '../../api/customers/channels.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { recordHealth } from './health.ts';
import { Channel, type ChannelRecord } from './model.ts';

const noteEveryMs = 10_000;
const tallyEveryMs = 60_000;
const hourMs = 3_600_000;
/** Tallies a record keeps: an hour of one a minute, from a few processes. */
const mostTallies = 240;
const channelLimit = 10_000;

/** What this process knows of a channel and has not written yet. */
interface Unwritten {
  notedAt: { in: number; out: number };
  lagMs: number | null;
  sent: number;
  failed: number;
  talliedAt: number;
}
const unwritten = new Map<string, Unwritten>();

function of(channelId: ObjectId): Unwritten {
  const key = channelId.toHexString();
  const known = unwritten.get(key);
  if (known) return known;
  if (unwritten.size >= channelLimit) unwritten.clear();
  const fresh = { notedAt: { in: 0, out: 0 }, lagMs: null, sent: 0, failed: 0, talliedAt: 0 };
  unwritten.set(key, fresh);
  return fresh;
}

/** Remembers how long a customer's message took from the provider's clock to being stored; written with the next arrival that is noted. */
export function noteLag(hub: Pick<Hub, 'now'>, channelId: ObjectId, sentAt: Date): void {
  of(channelId).lagMs = Math.max(0, hub.now().getTime() - sentAt.getTime());
}

/** Counts what became of a message of ours, in memory; written once a minute. */
export async function noteOutcome(hub: Pick<Hub, 'now' | 'facts'>, channelId: ObjectId, outcome: 'sent' | 'failed'): Promise<void> {
  of(channelId)[outcome] += 1;
  if (outcome === 'sent') return noteTraffic(hub, channelId, 'out');
  const tally = takeTally(of(channelId), hub.now());
  if (tally) await Channel.updateOne({ _id: channelId }, tally);
}

/**
 * Notes that something came in or went out, at most every ten seconds a channel, so that health costs the hot path nothing. What
 * comes in shows that a channel which had failed is well again.
 */
export async function noteTraffic(hub: Pick<Hub, 'now' | 'facts'>, channelId: ObjectId, direction: 'in' | 'out'): Promise<void> {
  const known = of(channelId);
  const at = hub.now();
  if (at.getTime() - known.notedAt[direction] < noteEveryMs) return;
  known.notedAt[direction] = at.getTime();
  const lag = direction === 'in' && known.lagMs !== null ? { inboundLagMs: known.lagMs } : {};
  const channel = await Channel.findOneAndUpdate(
    { _id: channelId },
    { $set: direction === 'in' ? { lastInboundAt: at, ...lag } : { lastOutboundAt: at }, ...(direction === 'out' && takeTally(known, at)) },
  ).lean<ChannelRecord>();
  if (direction === 'in' && channel?.health.state === 'failed') await recordHealth(hub, channelId, { state: 'ok' });
}

function takeTally(known: Unwritten, at: Date) {
  if (at.getTime() - known.talliedAt < tallyEveryMs) return null;
  const { sent, failed } = known;
  Object.assign(known, { sent: 0, failed: 0, talliedAt: at.getTime() });
  return { $push: { tallies: { $each: [{ at, sent, failed }], $slice: -mostTallies } } };
}

/** What a channel's card says of its traffic: the lag of the last arrival, and what became of the last hour's messages of ours. */
export function shownTraffic(
  { _id, inboundLagMs, tallies = [] }: Pick<ChannelRecord, '_id' | 'inboundLagMs' | 'tallies'>,
  now: Date,
): Pick<ChannelView, 'inboundLagMs' | 'lastHour'> {
  const known = unwritten.get(_id.toHexString());
  const recent = tallies.filter(({ at }) => now.getTime() - at.getTime() < hourMs);
  const sum = (name: 'sent' | 'failed') => recent.reduce((total, tally) => total + tally[name], known?.[name] ?? 0);
  return { inboundLagMs: known?.lagMs ?? inboundLagMs ?? null, lastHour: { sent: sum('sent'), failed: sum('failed') } };
}
