import type { Logger } from 'pino';
import type { Progress } from './progress.ts';

/** The kinds of local server, in the order they are tried. */
export const localServerKinds = ['mongod-on-path', 'mongod-downloaded', 'ferretdb'] as const;
export type LocalServerKind = (typeof localServerKinds)[number];

/** What every kind of local server is started with. */
export interface EngineOptions {
  /** The server's own folder, which exists. */
  folder: string;
  cacheDir: string;
  /** The environment child processes get, with the PATH programs are looked for on. */
  environment: NodeJS.ProcessEnv;
  goBinary?: string | undefined;
  /** The data need not outlive the machine's power: nothing is waited for until it is on the disk. For tests; a killed process loses nothing. */
  isThrowaway?: boolean;
  log: Logger;
  progress: Progress;
  signal?: AbortSignal | undefined;
}

/** A server that runs and is kept running. */
export interface RunningServer {
  /** With the name of the hub's database at its end. */
  uri: string;
  stop(): Promise<void>;
}

/** One way to have a server. */
export interface Engine {
  kind: LocalServerKind;
  /** Starts it on the folder; an error tells why this machine cannot. */
  start(options: EngineOptions): Promise<RunningServer>;
}
