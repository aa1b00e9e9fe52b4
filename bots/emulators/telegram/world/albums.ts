import type { World } from './state.ts';

/** A fresh id for the messages of one album. */
export const nextMediaGroupId = (world: World): string => String(13_800_000_000_000_000n + BigInt(++world.counters.mediaGroup));
