import type { DeliveryKnobs } from './delivery/knobs.ts';
import type { Pusher } from './delivery/pusher.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { PairRate } from './world/limits.ts';
import type { World } from './world/state.ts';

/** The parts of a running emulator that calls and deliveries work with. */
export interface Core {
  world: World;
  faults: Faults;
  requests: RequestLog;
  rate: PairRate;
  knobs: DeliveryKnobs;
  pusher: Pusher;
  /** Where the emulator is. */
  root: () => string;
  /** Where an address really leads: a public one of a hub under test has no name server. */
  resolve: (url: string) => string;
}
