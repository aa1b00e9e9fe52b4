import { expect, test, vi } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { acquireLease, holdLease, Lease, releaseLease, renewLease, withLease } from './lease.ts';

useDatabase();

function clockAt(start: string): { now: () => Date; advance(ms: number): void } {
  let time = Date.parse(start);
  return { now: () => new Date(time), advance: (ms) => (time += ms) };
}

test('of twenty takers of a new lease one gets it', async () => {
  const now = () => new Date();

  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, index) => acquireLease('poll', { holder: `hub ${index}`, ttlMs: 60_000, now })),
  );

  expect(taken.filter(Boolean)).toHaveLength(1);
});

test('a lease that ran out passes on with a higher token, and its old holder can neither renew nor release it', async () => {
  const clock = clockAt('2026-01-01T00:00:00Z');
  const first = await acquireLease('poll', { holder: 'a', ttlMs: 1000, now: clock.now });
  if (!first) throw new Error('a free lease was refused');
  clock.advance(999);
  expect(await acquireLease('poll', { holder: 'b', ttlMs: 1000, now: clock.now })).toBeNull();
  clock.advance(1);

  const second = await acquireLease('poll', { holder: 'b', ttlMs: 1000, now: clock.now });

  expect(second?.token).toBe(first.token + 1);
  expect(await renewLease(first, { ttlMs: 1000, now: clock.now })).toBe(false);
  await releaseLease(first);
  expect(await acquireLease('poll', { holder: 'c', ttlMs: 1000, now: clock.now })).toBeNull();
});

test('a released lease can be taken at once', async () => {
  const terms = { ttlMs: 60_000, now: () => new Date() };
  const first = await acquireLease('poll', { holder: 'a', ...terms });
  if (!first) throw new Error('a free lease was refused');

  await releaseLease(first);

  expect(await acquireLease('poll', { holder: 'b', ...terms })).toMatchObject({ holder: 'b' });
});

test('a kept lease outlives its time, and tells its holder when another has it', async () => {
  const terms = { holder: 'a', ttlMs: 150, now: () => new Date() };
  const kept = await holdLease('poll', terms);
  if (!kept) throw new Error('a free lease was refused');
  const firstEnd = (await Lease.findById('poll').lean())?.expiresAt ?? new Date(0);
  await vi.waitUntil(() => Date.now() > firstEnd.getTime() + 50);
  expect(await acquireLease('poll', { ...terms, holder: 'b' })).toBeNull();
  expect(kept.signal.aborted).toBe(false);

  await Lease.updateOne({ _id: 'poll' }, { $set: { holder: 'b' }, $inc: { token: 1 } });

  await vi.waitUntil(() => kept.signal.aborted);
  await kept.release();
  expect(await Lease.findById('poll').lean()).toMatchObject({ holder: 'b' });
});

test('work under one lease never overlaps', async () => {
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await Lease.countDocuments();
    inside -= 1;
  };

  await Promise.all([1, 2, 3].map((n) => withLease('sweep', { holder: `hub ${n}`, ttlMs: 200, now: () => new Date() }, work)));

  expect(most).toBe(1);
});
