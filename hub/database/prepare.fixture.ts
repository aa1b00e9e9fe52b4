import { stdout } from 'node:process';
import { pino } from 'pino';
import { connectDatabase } from './connection.ts';
import './indexed.fixture.ts';
import { prepareDatabase } from './prepare-database.ts';

// The second of two processes that prepare one database: `prepare.fixture.ts <uri>`.
const log = pino({ level: 'silent' });
const database = await connectDatabase({ uri: process.argv[2] ?? '', log });
stdout.write('connected\n');
await prepareDatabase({ connection: database.connection, log, now: () => new Date() });
await database.close();
