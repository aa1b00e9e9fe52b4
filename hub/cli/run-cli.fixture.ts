import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, inject } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import { environment as inherited, loadConfig } from '../config.ts';
import type { Hub } from '../core/parts/hub.ts';
import { loadSecrets } from '../core/load-secrets.ts';
import { createLog } from '../core/log.ts';
import { createHub } from '../create-hub.ts';
import { testDatabaseUri } from '../test/database.ts';
import { testPassword } from '../test/factories.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a run of the real command line came to. */
export interface CliRun {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The last line of standard output, parsed: what a script around `npm run hub` reads. */
  json: unknown;
}

/** Runs the command line as a process of its own, compiled, or `fromSources` as `npm run hub` does. */
export async function runCli(
  args: readonly string[],
  { environment, input = '', fromSources = false }: { environment: Record<string, string>; input?: string; fromSources?: boolean },
): Promise<CliRun> {
  const program = fromSources
    ? ['--import', 'tsx', 'hub/cli/main.ts']
    : ['--enable-source-maps', join(inject('compiledHub'), 'cli/main.js')];
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    env: { PATH: inherited['PATH'], HOME: inherited['HOME'], XDG_CACHE_HOME: inherited['XDG_CACHE_HOME'], ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { code, stdout, stderr, json: parse(stdout.trimEnd().split('\n').at(-1) ?? '') };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The command line on the test file's database (`useDatabase`), with a data folder and a Telegram of its own. */
export interface CliWorld {
  /** The hub as the command line sees it: same database, files and secrets. */
  hub: Hub;
  telegram: TelegramEmulator;
  folder: string;
  run(args: string[], given?: { input?: string; environment?: Record<string, string>; fromSources?: boolean }): Promise<CliRun>;
  /** Runs `setup` with `testPassword`. */
  setUp(): Promise<CliRun>;
}

/** Makes it for a test file; ask for it inside tests only. */
export function useCli(): () => CliWorld {
  let world: CliWorld | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hubbub-test-cli-'));
    const telegram = await startTelegramEmulator();
    const common = { MONGODB_URI: testDatabaseUri(), HUB_DATA_DIR: folder, TELEGRAM_API_ROOT: telegram.url };
    const config = loadConfig(common);
    const hub = createHub({ config, log: createLog('silent'), secrets: await loadSecrets(config), baseUrl: () => 'http://hub.test' });
    const run: CliWorld['run'] = (args, { environment = {}, ...given } = {}) =>
      runCli(args, { environment: { ...common, ...environment }, ...given });
    world = { hub, telegram, folder, run, setUp: () => run(setupArgs, { input: testPassword }) };
  });
  afterAll(async () => {
    await world?.telegram.stop();
    if (world) await rm(world.folder, { recursive: true, force: true });
  });
  return () => {
    if (!world) throw new Error('the command line is there only inside tests');
    return world;
  };
}

/** `setup` with its password from standard input. */
export const setupArgs = ['setup', '--email', 'Owner@Example.com', '--password', '-', '--workspace', 'Acme'];
