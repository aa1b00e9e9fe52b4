import { access, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForLock } from '../file-lock.ts';
import { findOnPath } from '../find-on-path.ts';
import type { Progress } from '../progress.ts';
import { runCommand, type CommandOptions } from '../run-command.ts';
import { bindToOwnLibc } from './bind-to-own-libc.ts';
import { fetchPackages } from './fetch-packages.ts';
import { ferretdbVersion, layOut, type FerretdbLayout } from './layout.ts';

/** What the installation needs to know. */
export interface InstallOptions extends CommandOptions {
  /** Shared by all checkouts of one user. */
  cacheDir: string;
  /** The Go tool; by default the one on the PATH. */
  goBinary?: string | undefined;
  progress: Progress;
}

/**
 * FerretDB, PostgreSQL and DocumentDB in the cache, fetched and built there the first time (about a minute and a half,
 * 500 MB). The finished folder appears in one step; a second process waits for the first; an interrupted one is gone on with.
 */
export async function installFerretdb(options: InstallOptions): Promise<FerretdbLayout> {
  const folder = join(options.cacheDir, `ferretdb-${ferretdbVersion}-postgresql-18`);
  if (await exists(folder)) return layOut(folder);
  const tools = await requireTools(options);
  await mkdir(options.cacheDir, { recursive: true });
  const lock = await waitForLock(`${folder}.lock`, {
    signal: options.signal,
    onWait: () => options.progress({ what: 'Waiting for another process that fetches the database server' }),
  });
  try {
    if (!(await exists(folder))) await installInto(folder, tools, options);
  } finally {
    await lock.release();
  }
  return layOut(folder);
}

async function installInto(folder: string, { go }: { go: string }, options: InstallOptions): Promise<void> {
  const draft = `${folder}.partial`;
  await mkdir(draft, { recursive: true });
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const running = { environment: options.environment, signal };
  // Both halves take about equally long. The first failure ends the other half as well.
  const halves = [buildFerretdb(draft, go, running), unpackPostgres(draft, folder, options.progress, running)];
  try {
    await Promise.all(halves);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(halves);
    throw error;
  }
  await rm(join(draft, 'apt'), { recursive: true, force: true });
  await rename(draft, folder);
}

async function buildFerretdb(draft: string, go: string, { environment, signal }: CommandOptions): Promise<void> {
  const settings = { ...environment, GOBIN: join(draft, 'bin'), GOFLAGS: '-trimpath' };
  await runCommand(go, ['install', `github.com/FerretDB/FerretDB/v2/cmd/ferretdb@${ferretdbVersion}`], { environment: settings, signal });
}

async function unpackPostgres(draft: string, folder: string, progress: Progress, options: CommandOptions): Promise<void> {
  const packages = await fetchPackages(join(draft, 'apt'), progress, options);
  const { root, modules, extensions } = layOut(draft);
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  for (const [index, path] of packages.entries()) {
    progress({ what: 'Unpacking PostgreSQL', done: index + 1, total: packages.length });
    await runCommand('dpkg-deb', ['-x', path, root], options);
  }
  const unneeded = ['doc', 'man', 'locale', 'info', 'lintian'].map((name) => join(root, 'usr/share', name));
  for (const path of [...unneeded, join(modules, 'bitcode')]) await rm(path, { recursive: true, force: true });
  // An alternative of Debian, which a maintainer script would have set.
  await symlink('postgis-3.control', join(extensions, 'postgis.control'));
  await bindToOwnLibc(draft, folder, options);
  progress({ what: 'Building FerretDB' });
}

async function requireTools({ goBinary, environment }: InstallOptions): Promise<{ go: string }> {
  if (process.platform !== 'linux') throw new Error('it is made of Debian packages, and this is not Linux');
  for (const tool of ['apt-get', 'dpkg-deb']) {
    if (!(await findOnPath(tool, environment))) throw new Error(`it needs ${tool} (Debian or Ubuntu), which is not on the PATH`);
  }
  const go = goBinary ?? (await findOnPath('go', environment));
  if (!go) throw new Error('it needs Go 1.21 or newer, which is not on the PATH');
  return { go };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
