import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const notShipped = /^(hub\/(test|bench|playground)|bots\/emulators)\/|^bots\/contract\/suite\.ts$|\.(test|fixture)\.ts$/;
const shipped = ['bots', 'hub'].flatMap((folder) => listFiles(folder)).filter((path) => path.endsWith('.ts') && !notShipped.test(path));

test('whatever the compiled hub reads beside itself is in the output, in each language, and nothing that only tests read', async () => {
  const output = await copyAssets();

  const read = shipped.flatMap(readsBesideItself);
  expect(read).toContain('hub/locales/ru/push.json');
  expect(read.filter((path) => !existsSync(join(output, path)))).toEqual([]);
  expect(listFiles('', output).filter((path) => /fixtures|__snapshots__|\.ts$/.test(path))).toEqual([]);
});

test('the compiled hub needs no package that the container leaves out', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const known = new Set([...Object.keys(dependencies), ...builtinModules]);

  const needed = shipped.flatMap((path) => packagesOf(path).map((name) => ({ path, name })));
  expect(needed.map(({ name }) => name)).toContain('mongoose');
  expect(needed.filter(({ name }) => !known.has(name))).toEqual([]);
});

/** What `npm run build` does after the compiler, into a folder of its own; gives that. */
async function copyAssets(): Promise<string> {
  const output = await mkdtemp(join(tmpdir(), 'hubbub-assets-'));
  onTestFinished(() => rm(output, { recursive: true, force: true }));
  await promisify(execFile)(execPath, ['--import', 'tsx', '.config/copy-assets.ts', output], { cwd: root });
  return output;
}

function listFiles(folder: string, within: string = root): string[] {
  return readdirSync(join(within, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(within, posix.join(entry.parentPath, entry.name)));
}

/** The web admin apart, which has a build of its own. */
function readsBesideItself(path: string): string[] {
  const found = [...readFileSync(join(root, path), 'utf8').matchAll(/new URL\([`'"](\.[^`'"]+)[`'"], import\.meta\.url\)/g)];
  const paths = found.map(([, beside = '']) => posix.join(posix.dirname(path), beside));
  return paths.flatMap((each) => (each.includes('${language}') ? ['en', 'ru'].map((code) => each.replace('${language}', code)) : [each]));
}

/** Packages by name of what a file imports when it runs: types are gone by then. */
function packagesOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = [...text.matchAll(/^(?:import|export) (?!type )(?:[^'"]*? from )?'([^.'][^']*)'|\bimport\('([^.'][^']*)'\)/gm)];
  return specifiers.map(([, fixed, loaded]) => nameOf((fixed ?? loaded ?? '').replace(/^node:/, '')));
}

function nameOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return specifier.startsWith('@') ? `${first}/${second}` : first;
}
