import { expect, test } from 'vitest';
import { seededRandom } from '../../../bots/emulators/telegram/delivery/knobs.ts';
import { findViolations } from './checker.ts';
import { startLoad } from './load.ts';
import { useFaultWorld } from './world.ts';

const world = useFaultWorld();

/**
 * Every step between two awaited writes on the way in and out, in an order in which each leaves behind what a later one needs: work
 * of a dead hub to be claimed, a message in the middle of being sent.
 */
const steps = [
  ...['in.contact', 'in.identity', 'in.slot', 'in.number', 'in.conversation', 'in.placed', 'in.stored', 'in.head', 'in.repeated'],
  ...['in.album', 'in.changed', 'in.reopened', 'in.retired', 'change.recorded', 'change.written'],
  ...['out.placed', 'out.stored', 'out.claimed', 'out.sending', 'out.doubtful', 'out.accepted', 'out.recorded', 'out.released'],
];

/** What happens once in a recovery and not with every message. */
const rare = new Set(['out.claimed', 'out.doubtful']);

/** More seeds by FAULT_SEEDS: each dies at another time at each step. */
const seeds = Array.from({ length: Number(process.env.FAULT_SEEDS ?? 1) }, (_, at) => at + 1);

test.each(seeds)(
  'a hub that is killed at every step of the way in and out loses nothing it acknowledged and doubles nothing (seed %i)',
  { timeout: 600_000 },
  async (seed) => {
    const random = seededRandom(seed);
    const first = await world().startHub();
    const load = await startLoad(world());
    await first.destroy();
    for (const step of steps) {
      const hub = await world().startHub({ CRASH_POINT: `${step}:${rare.has(step) ? 1 : 1 + Math.floor(random() * 3)}` });
      await load.runUntil(step, hub.ended);
      expect(await hub.ended, `at ${step}: ${hub.output()}`).toBe('SIGKILL');
      world().history.crashes += 1;
    }
    await world().startHub();
    await load.finish();

    expect(await findViolations(world())).toEqual([]);
  },
);
