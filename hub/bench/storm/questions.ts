import type { StormSeat } from './seats.ts';

/** What `run.ts` asks the processes of the storm. */
export type StormQuestion =
  | { type: 'start'; who: StormSeat['kind']; count: number }
  | { type: 'say'; text: string }
  | { type: 'report' }
  | { type: 'connect'; url: string; seats: StormSeat[] }
  | { type: 'cut'; jitterMs: number }
  | { type: 'settle'; texts: string[]; patienceMs: number }
  | { type: 'close' };
