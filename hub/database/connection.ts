import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { refuseDeadSockets } from './refuse-dead-sockets.ts';

// Here and not only for the connection: a query made before it is there must fail as well instead of waiting.
mongoose.set('bufferCommands', false);
mongoose.set('strictQuery', true);

/** The hub's connection to its database. Models are modules registered on mongoose itself, so there is one per process. */
export interface Database {
  connection: Connection;
  /** Answers whether a read gets through to the stored data within a second. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

/** How to connect. */
export interface ConnectOptions {
  uri: string;
  log: Logger;
  /** How long a server that is not there yet is waited for, in ms; 30 s by default. */
  patienceMs?: number;
  /** Tells of each command sent (see count-commands.ts); costs a little, so for tests. */
  monitorCommands?: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * Connects mongoose. Indexes and collections are made by `ensureIndexes` and never on the side; a command while the database is
 * away fails within seconds (see is-database-away.ts) and does not queue; mongoose connects again by itself.
 *
 * `sanitizeFilter` stays off: every input is parsed by zod before it gets near a filter, and with it each operator we write
 * ourselves would need `mongoose.trusted`.
 */
export async function connectDatabase(options: ConnectOptions): Promise<Database> {
  refuseDeadSockets();
  await connectWithPatience(options);
  const { connection } = mongoose;
  connection.on('disconnected', () => options.log.warn('the database is away'));
  connection.on('connected', () => options.log.info('the database is back'));
  connection.on('error', (err: unknown) => options.log.error({ err }, 'the database connection failed'));
  return {
    connection,
    isUp: () => isUp(connection),
    close: async () => {
      connection.removeAllListeners();
      await mongoose.disconnect();
    },
  };
}

async function connectWithPatience({ uri, log, patienceMs = 30_000, monitorCommands = false, signal }: ConnectOptions): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mongoose.connect(uri, {
        autoIndex: false,
        autoCreate: false,
        // A stored message must survive kill -9 of a MongoDB that runs alone, which by default answers before its journal is written.
        writeConcern: { w: 'majority', journal: true },
        serverSelectionTimeoutMS: 2500,
        connectTimeoutMS: 2500,
        // A server that accepted a command and fell silent is given up; ensureIndexes, which may take long, waits without end.
        socketTimeoutMS: 30_000,
        heartbeatFrequencyMS: 2000,
        monitorCommands,
        appName: 'hubbub',
      });
      return;
    } catch (error) {
      await mongoose.disconnect();
      if (Date.now() > deadline || signal?.aborted) throw error;
      if (attempt === 1) log.info('waiting for the database');
      await wait(250, undefined, { signal });
    }
  }
}

async function isUp(connection: Connection): Promise<boolean> {
  if (connection.readyState !== mongoose.ConnectionStates.connected) return false;
  // A ping would do for MongoDB, but FerretDB answers it while PostgreSQL behind it is away.
  const read = connection.collection('migrations').findOne({}, { maxTimeMS: 1000, timeoutMS: 1000 });
  return read.then(
    () => true,
    () => false,
  );
}
