import type { WireObject } from '../wire.ts';
import type { World } from './state.ts';

/** A poll as it is asked. */
export interface NewPoll {
  question: string;
  options: readonly string[];
}

/** A poll as on the wire, with no votes. */
export function newPoll(world: World, { question, options }: NewPoll, extra: WireObject = {}): WireObject {
  return {
    id: String(5_000_000_000_000_000n + BigInt(++world.counters.query)),
    question,
    options: options.map((text, index) => ({ persistent_id: String(index), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: 'regular',
    allows_multiple_answers: false,
    ...extra,
  };
}
