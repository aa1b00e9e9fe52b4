import { createRequire } from 'node:module';
import mongoose from 'mongoose';

interface DriverConnection {
  socket: { destroyed: boolean };
  writeCommand(...command: unknown[]): Promise<void>;
}

let isDone = false;

/**
 * Lets the MongoDB driver fail on a socket that was closed a tick ago. Driver 7.8.0 (`Connection.writeCommand`) takes the `false` of a
 * write to a destroyed socket for a full buffer and waits for `drain`, which never comes when the server hung up without an error, as
 * one that is killed does: the command, or the monitor that would find the server again, then waits for ever. Seen here in one of four
 * kills of the database under load.
 */
export function refuseDeadSockets(): void {
  if (isDone) return;
  isDone = true;
  // The driver's inner class is not exported, and the driver itself is mongoose's dependency, not ours: both are found from there.
  const fromMongoose = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  const { Connection } = fromMongoose('mongodb/lib/cmap/connection.js') as { Connection: { prototype: DriverConnection } };
  const write = Connection.prototype.writeCommand;
  Connection.prototype.writeCommand = async function (this: DriverConnection, ...command: unknown[]) {
    if (this.socket.destroyed) throw new mongoose.mongo.MongoNetworkError('the connection was closed by the server');
    return write.apply(this, command);
  };
}
