import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ChannelLog } from '../../contract/channel.ts';
import { fromWorker, type FromWorker, type ToWorker, type WorkerOptions } from '../worker/protocol.ts';

/** One account's process, as the hub sees it. */
export interface Worker {
  send(message: ToWorker): void;
  /** Ends it at once; its browser goes with it. */
  kill(): void;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
}

/** Makes a process; tests have one of their own. */
export type StartWorker = (options: WorkerOptions, home: string, hear: (message: FromWorker) => void, log: ChannelLog) => Worker;

const isSource = import.meta.url.endsWith('.ts');
const main = fileURLToPath(new URL(`../worker/main${isSource ? '.ts' : '.js'}`, import.meta.url));

/** What a browser and its scripts need of an environment; nothing of the hub's own, which holds secrets. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin';

/** Starts the process that holds the browser; `home` is the only folder it is to write into. Messages that do not fit are logged and left out. */
export const startWorker: StartWorker = (options, home, hear, log) => {
  const child = fork(main, [], {
    execArgv: isSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [],
    env: { PATH: path, HOME: home, TMPDIR: tmpdir(), LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('message', (raw) => {
    const message = fromWorker.safeParse(raw);
    if (message.success) hear(message.data);
    else log.warn({ reason: message.error.message }, 'a worker of WhatsApp Web said something that can not be read');
  });
  child.stderr?.on('data', (words: Buffer) => log.debug({ words: words.toString().slice(0, 2000) }, 'a worker of WhatsApp Web complains'));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      log.error({ err: error }, 'a worker of WhatsApp Web could not be started');
      resolve();
    });
  });
  const worker: Worker = {
    // One that is gone hears nothing: whoever waits for an answer is told by `gone`.
    send: (message) => void (child.connected && child.send(message)),
    kill: () => void child.kill('SIGKILL'),
    gone,
  };
  worker.send({ type: 'start', options });
  return worker;
};
