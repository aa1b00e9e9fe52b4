import type { Outbox } from './delivery/outbox.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { World } from './world/state.ts';

/** The parts of a running emulator that calls and people work with. */
export interface Core {
  world: World;
  faults: Faults;
  requests: RequestLog;
  outbox: Outbox;
}
