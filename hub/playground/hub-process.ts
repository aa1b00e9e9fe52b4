import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HubState } from './session.ts';

/** The hub as a process of its own, so that it can be killed like any other. */
export interface HubProcess {
  state(): HubState;
  /** Where it serves, once it has. */
  url(): string;
  /** The token of the one-time setup link it printed; null when it printed none. */
  setupToken(): string | null;
  /** Starts it unless it is there; resolves when it serves. */
  start(): Promise<void>;
  /** SIGTERM: it finishes what is under way. */
  stop(): Promise<void>;
  /** SIGKILL: it finishes nothing. */
  kill(): Promise<void>;
}

/** How the hub's process is run. */
export interface HubProcessOptions {
  port: number;
  environment: Readonly<Record<string, string | undefined>>;
  /** Takes all it prints. */
  output: WriteStream;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Milliseconds a hub gets to finish its work before it is killed. */
const stopPatienceMs = 15_000;

/** Prepares the hub's process; it runs after `start`. */
export function createHubProcess({ port, environment, output }: HubProcessOptions): HubProcess {
  let child: ChildProcess | null = null;
  let state: HubState = 'stopped';
  let url = '';
  let setupToken: string | null = null;
  let starting: Promise<void> | null = null;

  async function launch(): Promise<void> {
    state = 'starting';
    // In a process group of its own: Ctrl+C in the terminal reaches it once, through us.
    const launched = spawn(process.execPath, ['--import', 'tsx', 'hub/main.ts'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, PORT: new URL(url || `http://localhost:${port}`).port || String(port) },
    });
    child = launched;
    launched.once('exit', () => {
      if (child !== launched) return;
      child = null;
      state = 'stopped';
    });
    await readUntilReady(launched);
    state = 'running';
  }

  function readUntilReady(launched: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      let printed = '';
      const onData = (chunk: Buffer): void => {
        output.write(chunk);
        if (printed === 'ready') return;
        printed += chunk.toString();
        const ready = /is ready: (\S+)[\s\S]*\n\n/.exec(printed);
        if (!ready?.[1]) return;
        url = ready[1];
        setupToken = /\/setup\?token=([\w-]+)/.exec(printed)?.[1] ?? null;
        printed = 'ready';
        resolve();
      };
      launched.stdout?.on('data', onData);
      launched.stderr?.on('data', onData);
      launched.once('error', reject);
      launched.once('exit', (code, signal) => {
        const last = printed.trim().split('\n').slice(-8).join('\n');
        reject(new Error(`The hub ended before it served (${signal ?? `exit code ${code ?? 0}`}):\n${last}`));
      });
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    if (!ending) return;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    const patience = setTimeout(() => ending.kill('SIGKILL'), stopPatienceMs);
    await exited;
    clearTimeout(patience);
  }

  return {
    state: () => state,
    url: () => url,
    setupToken: () => setupToken,
    async start() {
      if (state === 'running') return;
      starting ??= launch().finally(() => {
        starting = null;
      });
      await starting;
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
