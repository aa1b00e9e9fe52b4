import { authorize, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { getConsole } from './get-console.ts';
import { Console } from './model.ts';
import { ConsoleUpdate } from './records/update.ts';

const most = 1000;

/** Asks for the parked updates to be handled once more; the process that runs the bot does so within seconds. Gives how many there are. Throws console.unknown, permission.missing. */
export async function askReplay(hub: Pick<Hub, 'now'>, actor: Actor): Promise<{ parked: number }> {
  authorize(actor, 'console.manage');
  const { _id, botId, workspaceId } = await getConsole(actor);
  await Console.updateOne({ _id }, { $set: { replayAskedAt: hub.now() } });
  return { parked: await ConsoleUpdate.countDocuments({ workspaceId, botId, parkedAt: { $exists: true } }).limit(most) };
}
