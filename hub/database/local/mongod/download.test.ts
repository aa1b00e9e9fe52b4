import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { downloadMongod } from './download.ts';

test('a failed download is remembered for a day and not tried at each start', async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cacheDir = await mkdtemp(join(tmpdir(), 'hubbub-download-'));
  onTestFinished(async () => {
    server.close();
    await rm(cacheDir, { recursive: true, force: true });
  });
  const { port } = server.address() as AddressInfo; // an address of a TCP server, once it listens
  const environment = { ...process.env, MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`, MONGOMS_USE_HTTP: 'true' };
  const download = () => downloadMongod({ cacheDir, environment, progress: () => undefined });

  await expect(download()).rejects.toThrow('the download failed');
  const requestsOfFirst = requests;
  await expect(download()).rejects.toThrow('tried again a day later');
  expect(requests).toBe(requestsOfFirst);

  const memory = join(cacheDir, 'mongod-download-failed.json');
  expect(JSON.parse(await readFile(memory, 'utf8'))).toHaveProperty('reason');
  await writeFile(memory, JSON.stringify({ at: new Date(Date.now() - 25 * 3600 * 1000).toISOString(), reason: 'yesterday' }));
  await expect(download()).rejects.toThrow(/^the download failed: /);
  expect(requestsOfFirst).toBeGreaterThan(0);
  expect(requests).toBeGreaterThan(requestsOfFirst);
});
