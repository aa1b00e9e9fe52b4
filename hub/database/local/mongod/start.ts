import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Engine, EngineOptions, RunningServer } from '../engine.ts';
import { findOnPath } from '../find-on-path.ts';
import { answersPing } from '../ping.ts';
import { startServerProcess } from '../server-process.ts';
import { downloadMongod } from './download.ts';

/** The machine's own MongoDB. */
export const mongodOnPath: Engine = {
  kind: 'mongod-on-path',
  async start(options) {
    const mongod = await findOnPath('mongod', options.environment);
    if (!mongod) throw new Error('there is no mongod on the PATH');
    return startMongod(mongod, options);
  },
};

/** MongoDB, downloaded into the cache once. */
export const downloadedMongod: Engine = {
  kind: 'mongod-downloaded',
  start: async (options) => startMongod(await downloadMongod(options), options),
};

async function startMongod(mongod: string, options: EngineOptions): Promise<RunningServer> {
  const data = join(options.folder, 'mongod');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const port = await findFreePort();
  const uri = `mongodb://127.0.0.1:${port}/`;
  options.progress({ what: 'Starting the database' });
  const server = await startServerProcess(
    {
      name: 'mongod',
      command: mongod,
      args: [
        '--dbpath',
        data,
        '--bind_ip',
        '127.0.0.1',
        '--port',
        String(port),
        ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
      ],
      environment: options.environment,
      stopSignal: 'SIGINT',
      isReady: () => answersPing(uri),
    },
    options,
  );
  return { uri: `${uri}hub`, stop: server.stop };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
