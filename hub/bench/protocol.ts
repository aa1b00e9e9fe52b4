import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A moment in microseconds of the machine's monotonic clock, which all processes of one machine share (CLOCK_MONOTONIC). */
export function microseconds(): number {
  return Number(process.hrtime.bigint()) / 1000;
}

/** Moments by the marker of the message they belong to. */
export type Moments = [marker: string, at: number][];

/** A server under test, as the load generator reaches it. */
export interface Target {
  /** Where customers' messages are posted, one address a channel. */
  inbound: { url: string; headers: Record<string, string> }[];
  /** Where replies are posted; one after another. */
  outbound: { url: string; headers: Record<string, string> }[];
}

/** What a run asks of the generator: `rate` a second on a fixed schedule, or, with `inFlight`, as many as get through. */
export interface Run {
  way: 'in' | 'out';
  target: Target;
  marker: string;
  rate: number;
  inFlight?: number;
  seconds: number;
}

/** What the generator saw: when each message was meant to leave, when the provider was called, and how busy the generator itself was. */
export interface RunResult {
  intended: Moments;
  provider: Moments;
  failures: number;
  /** The 99th percentile of the generator's own event-loop delay, in ms. */
  loopDelayMs: number;
  seconds: number;
}

/** What a server saw since it was asked last: when a listener got each message, and the processor time it used, in seconds. */
export interface ServerReport {
  heard: Moments;
  cpuSeconds: number;
}

/** A process of the benchmark that answers questions one at a time. */
export interface Asked {
  ask<Answer>(question: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a file of this folder as a process of its own. */
export function startProcess(file: string, environment: Record<string, string> = {}): Asked {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ended`);
  });
  ended.catch(() => undefined);
  return {
    async ask<Answer>(question: unknown) {
      const answered = once(child, 'message');
      child.send({ question });
      const [answer] = (await Promise.race([answered, ended])) as [Answer];
      return answer; // both ends are files of this folder, and of one commit
    },
    async stop() {
      child.kill('SIGTERM');
      await ended.catch(() => undefined);
    },
  };
}

/** Answers the questions of the process that started this one. */
export function answerQuestions(answer: (question: unknown) => Promise<object>): void {
  process.on('message', (message: { question: unknown }) => {
    void answer(message.question).then(
      (result) => process.send?.(result),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  });
}

/** The time on the processor since the last call, in seconds. */
export function createCpuMeter(): () => number {
  let last = process.cpuUsage();
  return () => {
    const now = process.cpuUsage();
    const used = (now.user - last.user + now.system - last.system) / 1e6;
    last = now;
    return used;
  };
}
