import type { EndedKey, EndedVisits, VisitEnd } from '../../../core/widget/ended-visits.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import type { VisitorCaller } from '../../../core/widget/visitor-caller.ts';
import { EndedVisit, type EndedVisitRecord } from './ended-model.ts';

/** As long as a token may live. */
const keptMs = 3_600_000;
/** What is older than this is looked at anew before a token is believed. */
const freshMs = 2000;
/** Clocks and writers differ by less. */
const overlapMs = 10_000;

interface Mark {
  at: number;
  reason: VisitEnd;
}

/** Makes the memory of one process: marks are few, and an hour old at most. */
export function createEndedVisits(hub: Pick<Hub, 'now' | 'log'>): EndedVisits {
  const marks = new Map<string, Mark>();
  const listeners = new Set<() => void>();
  let lookedAt = 0;
  let looking: Promise<void> | null = null;

  return {
    async end({ workspaceId, channelId }, key, reason) {
      const record = { _id: new ObjectId(), workspaceId, channelId, key: nameOf(key), reason, at: hub.now() };
      keep(record);
      tell();
      await EndedVisit.create(record);
    },
    async whyEnded(visitor) {
      if (hub.now().getTime() - lookedAt > freshMs) await look();
      return find(visitor);
    },
    knownEnd: find,
    look,
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** All who ask while it is under way share one look. */
  function look(): Promise<void> {
    looking ??= read().finally(() => (looking = null));
    return looking;
  }

  async function read(): Promise<void> {
    const at = hub.now().getTime();
    const since = lookedAt === 0 ? at - keptMs : lookedAt - overlapMs;
    const found = await EndedVisit.find({ at: { $gte: new Date(since) } }).lean<EndedVisitRecord[]>();
    lookedAt = at;
    const isNews = found.filter((record) => keep(record)).length > 0;
    for (const [key, mark] of marks) if (mark.at < at - keptMs) marks.delete(key);
    if (isNews) tell();
  }

  /** True when it says more than was known. */
  function keep({ channelId, key, reason, at }: EndedVisitRecord): boolean {
    const name = `${channelId.toHexString()}:${key}`;
    const known = marks.get(name);
    if (known && known.at >= at.getTime()) return false;
    marks.set(name, { at: at.getTime(), reason });
    return true;
  }

  function find({ channelId, sessionId, identity, isVerified, issuedAt }: VisitorCaller): VisitEnd | null {
    const keys = [nameOf({ session: sessionId }), nameOf({ identity }), ...(isVerified ? [nameOf({ verified: true })] : [])];
    for (const key of keys) {
      const mark = marks.get(`${channelId.toHexString()}:${key}`);
      if (mark && issuedAt.getTime() <= mark.at) return mark.reason;
    }
    return null;
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }
}

function nameOf(key: EndedKey): string {
  if ('session' in key) return `session:${key.session}`;
  return 'identity' in key ? `identity:${key.identity}` : 'verified';
}
