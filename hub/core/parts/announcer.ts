import type { Fact } from '../../api/facts.ts';
import type { Unannounced } from './unannounced.ts';
import type { ObjectId } from '../ids.ts';

/** What a fact was recorded in, so that the record can be cleared once the fact is told. */
export type FactSource =
  { message: { id: ObjectId; rev: number; told: readonly Unannounced[] } } | { conversation: { id: ObjectId; factId: string } };

/** Tells facts and clears their records afterwards, many at once. What is not cleared (a crash, a database away) is told again by the sweep. */
export interface Announcer {
  /** Returns at once; listeners run, then the record is cleared if all of them did well. */
  announce(fact: Fact, source: FactSource): void;
  /** Resolves when all that was announced so far has been told and cleared. */
  settled(): Promise<void>;
}
