import { stdout } from 'node:process';
import { pino } from 'pino';
import { startLocalDatabase } from './start-local-database.ts';

// A hub that has nothing but its database: `hub.fixture.ts <dataDir> <cacheDir> <PATH>`. Prints the address once it runs.
const [dataDir = '', cacheDir = '', PATH = ''] = process.argv.slice(2);
const database = await startLocalDatabase({
  dataDir,
  cacheDir,
  environment: { PATH },
  log: pino({ level: 'silent' }),
  progress: () => undefined,
});
stdout.write(`${database.uri}\n`);
