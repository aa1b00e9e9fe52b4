import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress } from '../progress.ts';
import { runCommand, type CommandOptions } from '../run-command.ts';

const wanted = ['postgresql-18-documentdb', 'patchelf'];
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Downloads PostgreSQL 18 with DocumentDB and everything it needs (about 140 MB) as Debian packages, from the sid suite
 * of the mirror this machine already uses. Nothing is installed and no root is needed. Gives the packages' paths.
 * Interrupted, it goes on where it stopped: apt keeps what it has in `folder`.
 */
export async function fetchPackages(folder: string, progress: Progress, options: CommandOptions): Promise<string[]> {
  const archives = join(folder, 'cache/archives');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(join(folder, 'lists/partial'), { recursive: true });
  await writeFile(join(folder, 'sources.list'), `deb [signed-by=${keyring}] ${await findMirror(options)} sid main\n`);
  // An empty status file: as if nothing were installed, so the whole closure comes, the C library included.
  await writeFile(join(folder, 'status'), '');

  const apt = (args: string[]): Promise<string> => runApt([...aptOptions(folder), ...args], options);
  progress({ what: 'Reading the list of Debian packages' });
  await apt(['update']);
  const install = ['install', '-y', '--no-install-recommends'];
  const total = sumSizes(await apt([...install, '--print-uris', ...wanted])) + (await sizeOf(archives));
  const watch = setInterval(() => {
    void sizeOf(archives).then((done) =>
      progress({ what: 'Fetching PostgreSQL with DocumentDB', done: Math.min(done, total), total, unit: 'bytes' }),
    );
  }, 500);
  try {
    await apt([...install, '--download-only', ...wanted]);
  } finally {
    clearInterval(watch);
  }
  await rm(join(folder, 'lists'), { recursive: true, force: true });
  return (await readdir(archives)).filter((name) => name.endsWith('.deb')).map((name) => join(archives, name));
}

/** Runs apt-get; one that a killed hub left behind may still hold the lock of the folder, and ends within a minute. */
async function runApt(args: string[], options: CommandOptions): Promise<string> {
  for (const deadline = Date.now() + 60_000; ;) {
    try {
      return await runCommand('apt-get', args, options);
    } catch (error) {
      const isLocked = error instanceof Error && error.message.includes('Could not get lock');
      if (!isLocked || Date.now() > deadline) throw error;
      await wait(1000, undefined, { signal: options.signal });
    }
  }
}

async function findMirror(options: CommandOptions): Promise<string> {
  const listed = await runCommand('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'], options);
  const mirror = listed.split('\n').find((uri) => /\/debian\/?$/.test(uri));
  if (!mirror) throw new Error('apt-get knows no Debian mirror on this machine');
  return mirror;
}

function aptOptions(folder: string): string[] {
  const settings = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': userInfo().username,
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  return ['-qq', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

/** Adds up apt's `--print-uris` lines: 'address' file size hash. */
function sumSizes(uris: string): number {
  return uris.split('\n').reduce((sum, line) => sum + (Number(/^'[^']*' \S+ (\d+) /.exec(line)?.[1]) || 0), 0);
}

async function sizeOf(archives: string): Promise<number> {
  let sum = 0;
  for (const folder of [archives, join(archives, 'partial')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      // A file may be renamed from partial between the two calls.
      sum += await stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      );
    }
  }
  return sum;
}
