import { spawn, type ChildProcess } from 'node:child_process';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { writeWhole } from './write-whole.ts';
import { findProcess, isRunning, processIdentity } from './process-identity.ts';

/** One program a database server consists of. */
export interface ServerProgram {
  name: string;
  command: string;
  args: readonly string[];
  environment: NodeJS.ProcessEnv;
  /** The signal it stops cleanly on. */
  stopSignal: NodeJS.Signals;
  /** Called before each start, as for a socket file left behind. */
  prepare?: () => Promise<void>;
  /** Does it answer? Asked until it does. */
  isReady: () => Promise<boolean>;
}

/** A program that is kept running. */
export interface ServerProcess {
  stop(): Promise<void>;
}

const leftover = processIdentity.extend({ stopSignal: z.enum(['SIGINT', 'SIGTERM']) });
const restartDelay = { firstMs: 100, longestMs: 10_000, forgottenAfterMs: 30_000 };
const stopPatienceMs = 15_000;
const longestLogBytes = 10_000_000;

/**
 * Starts a program and resolves when it answers. From then on it is started again whenever it ends, later each time it ends
 * soon after a start. Its output goes to `<name>.log`, its identity to `<name>.process.json` in `folder`.
 */
export async function startServerProcess(
  program: ServerProgram,
  options: { folder: string; log: Logger; signal?: AbortSignal | undefined },
): Promise<ServerProcess> {
  const { folder, log, signal } = options;
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let starts = 0;
  const killAtExit = (): void => void child?.kill(program.stopSignal);
  process.once('exit', killAtExit);

  const keepRunning = async (): Promise<void> => {
    for (let quickEnds = 0; !stopping.signal.aborted;) {
      const startedAt = Date.now();
      const run = await startOnce(program, folder);
      child = run.child;
      starts += 1;
      if (stopping.signal.aborted) child.kill(program.stopSignal);
      const ending = await run.ended;
      if (stopping.signal.aborted) return;
      quickEnds = Date.now() - startedAt > restartDelay.forgottenAfterMs ? 0 : quickEnds + 1;
      const delayMs = Math.min(restartDelay.longestMs, restartDelay.firstMs * 2 ** (quickEnds - 1));
      log.warn({ program: program.name, ending, delayMs }, 'the local database stopped by itself; starting it again');
      await wait(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = keepRunning();
  running.catch((error: unknown) => log.error({ err: error, program: program.name }, 'the local database cannot be started again'));

  const stop = async (): Promise<void> => {
    stopping.abort();
    process.off('exit', killAtExit);
    child?.kill(program.stopSignal);
    const late = setTimeout(() => child?.kill('SIGKILL'), stopPatienceMs);
    await running.catch(() => undefined);
    clearTimeout(late);
    await rm(identityFile(folder, program.name), { force: true });
  };
  try {
    await Promise.race([
      untilReady(program, folder, () => starts, signal),
      running.then(() => Promise.reject(new Error(`${program.name} ended`))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Stops the programs a hub that was killed left running on this folder; touches no process but those. */
export async function stopLeftovers(folder: string, log: Logger): Promise<void> {
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.process.json'))) {
    const parsed = leftover.safeParse(await readJson(join(folder, name)));
    if (parsed.success && (await isRunning(parsed.data))) {
      log.warn({ pid: parsed.data.pid, name }, 'stopping a database program that an earlier hub left behind');
      process.kill(parsed.data.pid, parsed.data.stopSignal);
      const deadline = Date.now() + stopPatienceMs;
      while (await isRunning(parsed.data)) {
        if (Date.now() > deadline) process.kill(parsed.data.pid, 'SIGKILL');
        await wait(20);
      }
    }
    await rm(join(folder, name), { force: true });
  }
}

async function startOnce(program: ServerProgram, folder: string): Promise<{ child: ChildProcess; ended: Promise<string> }> {
  await program.prepare?.();
  const log = await openLog(join(folder, `${program.name}.log`));
  try {
    // A session of its own: Ctrl-C in the hub's terminal must not reach the database before the hub has finished with it.
    const child = spawn(program.command, program.args, {
      env: program.environment,
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      windowsHide: true,
    });
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    const identity = child.pid === undefined ? null : await findProcess(child.pid);
    if (identity) await writeWhole(identityFile(folder, program.name), JSON.stringify({ ...identity, stopSignal: program.stopSignal }));
    return { child, ended };
  } finally {
    await log.close();
  }
}

async function untilReady(
  program: ServerProgram,
  folder: string,
  countStarts: () => number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await program.isReady())) {
    if (countStarts() > 6 || Date.now() > deadline) {
      const said = await readFile(join(folder, `${program.name}.log`), 'utf8').catch(() => '');
      throw new Error(`${program.name} does not start: ${said.trim().split('\n').slice(-5).join(' | ')}`);
    }
    await wait(50, undefined, { signal });
  }
}

async function openLog(path: string): ReturnType<typeof open> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  return open(path, size > longestLogBytes ? 'w' : 'a', 0o600);
}

function identityFile(folder: string, name: string): string {
  return join(folder, `${name}.process.json`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null; // written halfway when the machine stopped: it names no process
  }
}
