import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { isOutdated } from '../built-from.ts';
import { checkBudgets } from './check-budgets.ts';
import viteConfig, { workerConfig } from '../vite.admin.config.ts';

const from = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const output = from('.build/admin');
/** What the admin is made of; a change in any of it makes the built one old. */
const sources = [
  'admin',
  'hub/api',
  'hub/locales',
  'bots/contract',
  'package-lock.json',
  '.config/vite.admin.config.ts',
  '.config/admin',
].map(from);

/** Builds the web admin where it is missing or older than its sources, and fails when it outgrows its budget. Says what it does by `tell`. */
export async function buildAdmin(tell: (line: string) => void = () => undefined): Promise<void> {
  if (!(await isOutdated(join(output, 'manifest.json'), sources))) return;
  tell('Building the web admin (once, some seconds)');
  await build(viteConfig);
  await build(workerConfig);
  await checkBudgets(output);
}
