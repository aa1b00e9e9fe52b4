import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand, type CommandOptions } from '../run-command.ts';
import { layOut } from './layout.ts';

const programs = ['postgres', 'initdb', 'psql', 'pg_ctl', 'pg_isready', 'pg_dump', 'pg_restore'];

/**
 * Makes the unpacked PostgreSQL use the C library it came with, which is newer than the system's, by rewriting the
 * interpreter and library path of its programs and modules. LD_LIBRARY_PATH would break the system's shell, which initdb calls.
 * The paths written are those of `finalFolder`, where `folder` is to be moved afterwards.
 */
export async function bindToOwnLibc(folder: string, finalFolder: string, options: CommandOptions): Promise<void> {
  const here = layOut(folder);
  const there = (path: string): string => finalFolder + path.slice(folder.length);
  const libc = await findFile(join(here.root, 'usr/lib'), (name) => name === 'libc.so.6');
  const libraries = dirname(libc);
  const loader = await findFile(libraries, (name) => /^ld-linux.*\.so\.\d+$/.test(name));
  const searched = [here.modules, libraries, join(libraries, 'blas'), join(libraries, 'lapack')].map(there).join(':');

  const patch = (args: string[]): Promise<string> => {
    const patchelf = ['--library-path', libraries, join(here.root, 'usr/bin/patchelf'), '--force-rpath', '--set-rpath', searched];
    return runCommand(loader, [...patchelf, ...args], options);
  };
  for (const program of programs) await patch(['--set-interpreter', there(loader), join(here.postgresBin, program)]);
  const modules = await readdir(here.modules);
  for (const module of modules.filter((name) => /^(pg_documentdb.*|postgis-3|pg_cron)\.so$/.test(name)))
    await patch([join(here.modules, module)]);
}

async function findFile(folder: string, matches: (name: string) => boolean): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const found = entries.find((entry) => !entry.isDirectory() && matches(entry.name));
  if (!found) throw new Error(`the packages hold no such library under ${folder}`);
  return join(found.parentPath, found.name);
}
