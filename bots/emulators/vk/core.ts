import type { CallbackDelivery } from './delivery/callback.ts';
import type { LongPoll } from './delivery/long-poll.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { World } from './world/state.ts';

/** Calls a community may make in a second with one token; null: as many as it likes. */
export type RateLimit = number | null;

/** The parts of a running emulator. */
export interface Core {
  world: World;
  faults: Faults;
  longPoll: LongPoll;
  callback: CallbackDelivery;
  requests: RequestLog;
  limits: { callsPerSecond: RateLimit };
}
