import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { model, Schema } from 'mongoose';
import { insertOnce } from './insert-once.ts';

/** A right that one process at a time has: to poll a channel, to sweep, to migrate. */
const leaseSchema = new Schema(
  {
    /** What it is the right to. */
    _id: { type: String, required: true },
    holder: { type: String, default: null },
    expiresAt: { type: Date, required: true },
    /** Counts the holders: a write made under the lease can carry it, so that a late one of an earlier holder is told apart. */
    token: { type: Number, required: true, default: 0 },
  },
  { collection: 'leases', autoIndex: false },
);
export const Lease = model('Lease', leaseSchema);

/** A lease as its holder has it. */
export interface HeldLease {
  name: string;
  holder: string;
  /** The fencing token: each holder's is higher than all before. */
  token: number;
}

/** Who takes a lease, and for how long (ms) it lasts unless renewed; `now` is the caller's clock. */
export interface LeaseTerms {
  holder: string;
  ttlMs: number;
  now: () => Date;
}

/** A name for a process that holds leases: says where it runs and is never used twice. */
export function createHolderName(): string {
  return `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
}

/** Takes the lease if it is free or has run out; null while somebody (this holder included) has it. */
export async function acquireLease(name: string, { holder, ttlMs, now }: LeaseTerms): Promise<HeldLease | null> {
  const at = now();
  const take = () =>
    Lease.findOneAndUpdate(
      { _id: name, expiresAt: { $lte: at } },
      { $set: { holder, expiresAt: new Date(at.getTime() + ttlMs) }, $inc: { token: 1 } },
      { returnDocument: 'after' },
    ).lean();
  let taken = await take();
  if (!taken && !(await Lease.exists({ _id: name }))) {
    await insertOnce(Lease, { _id: name, expiresAt: new Date(0), token: 0 });
    taken = await take();
  }
  return taken && { name, holder, token: taken.token };
}

/** Prolongs a held lease by `ttlMs` from now; false when it was lost. One that ran out, but that nobody else took, is kept. */
export async function renewLease({ name, holder, token }: HeldLease, { ttlMs, now }: Omit<LeaseTerms, 'holder'>): Promise<boolean> {
  const { matchedCount } = await Lease.updateOne({ _id: name, holder, token }, { $set: { expiresAt: new Date(now().getTime() + ttlMs) } });
  return matchedCount === 1;
}

/** Gives a held lease back, for the next to take at once; nothing happens where it was lost. */
export async function releaseLease({ name, holder, token }: HeldLease): Promise<void> {
  await Lease.updateOne({ _id: name, holder, token }, { $set: { holder: null, expiresAt: new Date(0) } });
}

/** A lease that is renewed in the background. */
export interface KeptLease extends HeldLease {
  /** Aborts when the lease is lost, or may be by now because it could not be renewed in time: stop what it is the right to. */
  signal: AbortSignal;
  release(): Promise<void>;
}

/** Takes the lease and keeps it, renewing at a third of its time; null while somebody else has it. */
export async function holdLease(name: string, terms: LeaseTerms): Promise<KeptLease | null> {
  let goodUntil = terms.now().getTime() + terms.ttlMs;
  const lease = await acquireLease(name, terms);
  if (!lease) return null;
  const lost = new AbortController();
  const stopped = new AbortController();

  const keep = async (): Promise<void> => {
    while (!stopped.signal.aborted && !lost.signal.aborted) {
      await wait(terms.ttlMs / 3, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      const askedAt = terms.now().getTime();
      const answer = await Promise.race([
        renewLease(lease, terms).then((kept) => (kept ? 'kept' : 'lost')),
        // A renewal that is still under way when the time is up proves nothing any more.
        wait(Math.max(0, goodUntil - askedAt), 'late', { signal: stopped.signal, ref: false }),
      ]).catch(() => 'failed');
      if (answer === 'kept') goodUntil = askedAt + terms.ttlMs;
      else if (answer === 'lost' || terms.now().getTime() >= goodUntil) lost.abort(new Error(`the lease ${name} was lost`));
    }
  };
  const keeping = keep();
  return {
    ...lease,
    signal: lost.signal,
    async release() {
      stopped.abort();
      await keeping;
      await releaseLease(lease);
    },
  };
}

/** Waits for the lease, runs `work` under it and gives it back. `work` gets the signal that tells of its loss. */
export async function withLease<Result>(
  name: string,
  terms: LeaseTerms & { signal?: AbortSignal | undefined },
  work: (lease: KeptLease) => Promise<Result>,
): Promise<Result> {
  let lease = await holdLease(name, terms);
  while (!lease) {
    await wait(Math.min(500, terms.ttlMs / 4), undefined, { signal: terms.signal });
    lease = await holdLease(name, terms);
  }
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}
