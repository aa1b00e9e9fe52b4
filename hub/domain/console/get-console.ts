import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { Console, consoleIdOf, type ConsoleRecord } from './model.ts';

/** The workspace's console; throws console.unknown when none is connected. */
export async function getConsole(actor: Pick<Actor, 'workspaceId'>): Promise<ConsoleRecord> {
  const console = await Console.findById(consoleIdOf(actor.workspaceId)).lean<ConsoleRecord | null>();
  if (!console) throw new HubError('console.unknown');
  return console;
}
