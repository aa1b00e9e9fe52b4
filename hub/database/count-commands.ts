import type { Connection, mongo } from 'mongoose';

/** What the driver sends for itself. */
const ownCommands = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'saslStart', 'saslContinue', 'killCursors']);

/**
 * Runs `work` and gives its result with the names of the commands sent to the database meanwhile, by anybody on this connection,
 * as 'find conversations'. For query-budget tests; the connection must have been made with `monitorCommands`.
 */
export async function countCommands<Result>(
  connection: Connection,
  work: () => Promise<Result>,
): Promise<{ result: Result; commands: string[] }> {
  const client = connection.getClient();
  if (!client.options.monitorCommands) throw new Error('commands are counted only on a connection made with monitorCommands');
  const commands: string[] = [];
  const note = ({ commandName, command }: mongo.CommandStartedEvent): void => {
    if (!ownCommands.has(commandName)) commands.push(`${commandName} ${String(command[commandName])}`);
  };
  client.on('commandStarted', note);
  try {
    return { result: await work(), commands };
  } finally {
    client.off('commandStarted', note);
  }
}
