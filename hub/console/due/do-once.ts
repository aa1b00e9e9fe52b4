import { ConsoleHint } from '../../domain/console/records/hint.ts';
import { allowOnce } from '../records/allow-once.ts';
import { keyOf, type Scope } from '../records/scope.ts';

/** A hub that died at it is made up for after this time. */
const claimMs = 60_000;

/**
 * Does what is due once over all hubs. The claim runs out when the process dies at it, so the task may run again: what it stores must
 * bear that. Remembered as done for `keptMs`. True when this call did it.
 */
export async function doOnce(scope: Scope, key: string, keptMs: number, task: () => Promise<void>): Promise<boolean> {
  if (!(await allowOnce(scope, key, claimMs))) return false;
  await task();
  const until = new Date(scope.hub.now().getTime() + keptMs);
  await ConsoleHint.updateOne({ _id: keyOf(scope, 'console-hint', key) }, { $set: { until } });
  return true;
}
