import { insertOnce } from '../../database/insert-once.ts';
import { ConsoleHint } from '../../domain/console/records/hint.ts';
import { keyOf, type Scope } from './scope.ts';

/** True at most once per `everyMs` and key, whichever process asks. */
export async function allowOnce(scope: Scope, key: string, everyMs: number): Promise<boolean> {
  const _id = keyOf(scope, 'console-hint', key);
  const now = scope.hub.now();
  const until = new Date(now.getTime() + everyMs);
  const { modifiedCount } = await ConsoleHint.updateOne({ _id, until: { $lte: now } }, { $set: { until } });
  if (modifiedCount > 0) return true;
  const { created } = await insertOnce(ConsoleHint, { _id, workspaceId: scope.workspaceId, until });
  return created;
}
