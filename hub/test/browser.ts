import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const run = promisify(execFile);

/** Draws the same pages at half the cost, but knows no notifications. */
const windowless = 'chromium-headless-shell';
const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** On macOS Chrome is an application, never a command. */
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
/** Fonts are named because without the recommended packages Cyrillic and emoji would be empty boxes on screenshots. */
const debianPackages = ['chromium', windowless, 'fonts-liberation', 'fonts-noto-color-emoji'];

/** Quiet flags: on a machine with a closed network Chromium's own background calls are refused many at a time and slow every start. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A microphone of its own that hums, and nobody who has to allow it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** How long a test's `beforeAll` should wait for a browser, in milliseconds: the first time it may have to be installed. */
export const browserWaitMs = 600_000;

/** Which browser is wanted: any that draws pages, the lighter one first, or a whole one with notifications. */
type Wanted = 'any' | 'whole';

/**
 * The path of a Chromium or Chrome: `CHROME_PATH`, a command on the PATH, an application, Playwright's own download, or Debian's packages,
 * which root gets installed here. Throws one line on what to do where there is none.
 */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env, wanted: Wanted = 'any'): Promise<string> {
  const chosen = env['CHROME_PATH'];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROME_PATH names ${chosen}, which is not a program that can be run`);
  }

  const names = wanted === 'whole' ? commands : [windowless, ...commands];
  const installed = [...onPath(env['PATH'] ?? '', names), ...applications, chromium.executablePath()].find(isExecutable);
  if (installed) return installed;

  if (process.platform === 'linux' && process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get')) return installDebianPackages(wanted);
  throw new Error('No browser: install Chromium or Chrome, or set CHROME_PATH, or run `npx playwright-core install chromium`');
}

/** A headless browser with a profile of its own; the caller closes it. */
export async function openBrowser(wanted: Wanted = 'any'): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(process.env, wanted), args: flags });
}

/** An earlier name goes before an earlier folder. */
function onPath(path: string, names: readonly string[]): string[] {
  const folders = path.split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // the question is only whether it can be run
  }
}

/** Test processes start together and apt serves one at a time: the first one installs under a kernel lock, the others find it done. */
async function installDebianPackages(wanted: Wanted): Promise<string> {
  const command = wanted === 'whole' ? '/usr/bin/chromium' : `/usr/bin/${windowless}`;
  process.stderr.write("No browser on this machine: installing Debian's chromium (once, about a minute)\n");
  const apt = 'DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300';
  const install = `test -x ${command} || { ${apt} update && ${apt} install -y --no-install-recommends ${debianPackages.join(' ')}; }`;
  const output = await collect('flock', [join(tmpdir(), 'hubbub-browser.lock'), 'sh', '-c', install]);
  if (!isExecutable(command)) {
    throw new Error(
      `Debian's chromium could not be installed (set CHROME_PATH to use another browser). apt-get said: ${output.slice(-2000)}`,
    );
  }
  const { stdout } = await run(command, ['--version']);
  process.stderr.write(`Installed ${stdout.trim()}\n`);
  return command;
}

/** Everything a command prints, whether it succeeds or not; the caller judges by what is there afterwards. */
function collect(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const add = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
