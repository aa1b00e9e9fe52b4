import { stdout } from 'node:process';
import { build } from 'vite';
import { fileURLToPath } from 'node:url';
import { checkBudgets } from './check-budgets.ts';
import viteConfig, { workerConfig } from '../vite.admin.config.ts';

/** `npm run build:admin`: builds the web admin and says what it weighs; fails when a screen is over its budget. */
await build(viteConfig);
await build(workerConfig);
for (const { screen, kilobytes } of await checkBudgets(fileURLToPath(new URL('../../.build/admin', import.meta.url)))) {
  stdout.write(`${screen}: ${kilobytes.toFixed(1)} KB gzip at first load\n`);
}
