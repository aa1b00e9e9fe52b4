import type { Budgets } from './budgets.ts';
import type { DeliveryKnobs } from './delivery/knobs.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { Bot, World } from './world/state.ts';

/** The parts of a running emulator that calls, deliveries and the control API work with. */
export interface Core {
  world: World;
  faults: Faults;
  budgets: Budgets;
  knobs: DeliveryKnobs;
  requests: RequestLog;
  random: () => number;
  /** Starts or ends the posting of a bot's updates, after its webhook changed. */
  restartPusher(bot: Bot): void;
}
