import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineOptions } from '../engine.ts';
import type { Progress } from '../progress.ts';

const retryAfterMs = 24 * 3600 * 1000;
const silenceMs = 15_000;
const failure = z.object({ at: z.iso.datetime(), reason: z.string() });

// In a process of its own, so that it can be ended, and so that its messages do not mix with a command's output.
const script = `
const [library, options] = process.argv.slice(1);
require(library).MongoBinary.getPath(JSON.parse(options)).then(
  (path) => process.send({ path }, () => process.exit(0)),
  (error) => process.send({ reason: error.message }, () => process.exit(1)),
);`;

/**
 * The path of a MongoDB server in the cache, downloaded the first time. When that fails, as in a closed network, the failure
 * is remembered in the cache and answered without another try for a day.
 */
export async function downloadMongod(options: Pick<EngineOptions, 'cacheDir' | 'environment' | 'progress' | 'signal'>): Promise<string> {
  const downloadDir = join(options.cacheDir, 'mongod');
  const memory = join(options.cacheDir, 'mongod-download-failed.json');
  const known = await readFailure(memory);
  if (known && Date.now() - Date.parse(known.at) < retryAfterMs) {
    throw new Error(`the download failed on ${known.at} and is tried again a day later, or when ${memory} is deleted (${known.reason})`);
  }
  await mkdir(downloadDir, { recursive: true });
  try {
    const path = await download(downloadDir, options);
    await rm(memory, { force: true });
    return path;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!options.signal?.aborted) await writeFile(memory, JSON.stringify({ at: new Date().toISOString(), reason }));
    throw new Error(`the download failed: ${reason}`, { cause: error });
  }
}

async function download(
  downloadDir: string,
  { environment, progress, signal }: Pick<EngineOptions, 'environment' | 'progress' | 'signal'>,
): Promise<string> {
  progress({ what: 'Looking for MongoDB' });
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server-core');
  const child = spawn(process.execPath, ['-e', script, library, JSON.stringify({ downloadDir })], {
    env: { ...environment, MONGOMS_MAX_RETRIES: '1', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    signal,
  });
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(new Error(`nothing came for ${silenceMs / 1000} s`));
      child.kill('SIGKILL');
    };
    let silence = setTimeout(giveUp, silenceMs);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      clearTimeout(silence);
      silence = setTimeout(giveUp, silenceMs);
      reportDownload(text, progress);
    });
    child.once('message', (message) => {
      const answer = z.union([z.object({ path: z.string() }), z.object({ reason: z.string() })]).parse(message);
      if ('path' in answer) resolve(answer.path);
      else reject(new Error(answer.reason));
    });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(silence);
      reject(new Error(`the downloader ended with exit code ${code}`));
    });
  });
}

/** Reads the library's own progress text: '...: 12.3% (9.1mb / 74mb)'. */
function reportDownload(text: string, progress: Progress): void {
  const [, done, total] = /\(([\d.]+)mb \/ ([\d.]+)mb\)/.exec(text) ?? [];
  if (done && total) progress({ what: 'Fetching MongoDB', done: Number(done) * 1048576, total: Number(total) * 1048576, unit: 'bytes' });
}

async function readFailure(path: string): Promise<z.infer<typeof failure> | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return failure.parse(JSON.parse(text));
  } catch {
    return null; // cut off while it was written: as if not remembered
  }
}
