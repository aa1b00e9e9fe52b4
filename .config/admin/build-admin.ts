import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { checkBudgets } from './check-budgets.ts';
import viteConfig, { workerConfig } from '../vite.admin.config.ts';

const from = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const output = from('.build/admin');
/** What the admin is made of; a change in any of it makes the built one old. */
const sources = ['admin', 'hub/api', 'hub/locales', 'bots/contract', 'package-lock.json', '.config/vite.admin.config.ts'].map(from);

/** Builds the web admin where it is missing or older than its sources, and fails when it outgrows its budget. Says what it does by `tell`. */
export async function buildAdmin(tell: (line: string) => void = () => undefined): Promise<void> {
  if ((await timeOf(join(output, 'manifest.json'))) > (await newestOf(sources))) return;
  tell('Building the web admin (once, some seconds)');
  await build(viteConfig);
  await build(workerConfig);
  await checkBudgets(output);
}

async function newestOf(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => null); // absent: no source
      if (!found) return 0;
      if (!found.isDirectory()) return found.mtimeMs;
      return newestOf((await readdir(path)).filter((name) => name !== 'test').map((name) => join(path, name)));
    }),
  );
  return Math.max(0, ...times);
}

async function timeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null); // absent: never built
  return found?.mtimeMs ?? 0;
}
