import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const startPatienceMs = 60_000;

/** A hub in a process of its own, to be killed, paused and continued. */
export interface HubProcess {
  /** Where it listens; empty when it died at its crash point before it was ready: work that a dead hub left is taken up while starting. */
  url: string;
  pid: number;
  /** Resolves with what ended it: a signal's name or its exit code. */
  ended: Promise<string>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Kills it for good, also a paused one; resolves when it is gone. */
  destroy(): Promise<void>;
  /** All it wrote, for the explanation of a failure. */
  output(): string;
}

/** Starts a hub with this environment on a free port; resolves once it is ready, or rejects with what it wrote when it ends before. */
export async function startHubProcess(environment: Record<string, string>): Promise<HubProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', join(inject('compiledHub'), 'main.js')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let hasEnded = false;
  let ready: (url: string) => void = () => undefined;
  const isReady = new Promise<string>((resolve) => (ready = resolve));
  const note = (chunk: Buffer): void => {
    output += chunk.toString();
    const url = /Hubbub is ready: (\S+)/.exec(output)?.[1];
    if (url !== undefined) ready(url);
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    hasEnded = true;
    return String(signal ?? code);
  });
  let patience: NodeJS.Timeout | undefined;
  const isLate = new Promise<void>((resolve) => (patience = setTimeout(resolve, startPatienceMs)));
  const url = await Promise.race([
    isReady,
    ended.then((how) => (how === 'SIGKILL' && environment['CRASH_POINT'] !== undefined ? '' : refuse(`it ended with ${how}`))),
    isLate.then(() => refuse('it took more than a minute')),
  ]);
  // Once it is ready nobody's patience may end it: a test on a busy machine runs for longer.
  clearTimeout(patience);

  return {
    url,
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => hasEnded,
    kill: (signal) => void child.kill(signal),
    async destroy() {
      child.kill('SIGKILL');
      await ended;
    },
    output: () => output,
  };

  function refuse(why: string): never {
    child.kill('SIGKILL');
    throw new Error(`the hub did not start, ${why}:\n${output}`);
  }
}
