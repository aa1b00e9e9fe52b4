import { cpSync, existsSync, statSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const notShipped = ['hub/test', 'hub/bench', 'hub/playground', 'bots/emulators'];

/** The compiler writes JavaScript only: texts, scripts and pages that the code reads beside itself follow here, to the same places. */
for (const folder of ['bots', 'hub', 'workflows']) {
  if (existsSync(`${root}/${folder}`)) cpSync(`${root}/${folder}`, `${root}/.build/${folder}`, { recursive: true, filter: isShipped });
}

function isShipped(path: string): boolean {
  if (notShipped.includes(relative(root, path))) return false;
  if (statSync(path).isDirectory()) return basename(path) !== 'fixtures';
  return !/\.(ts|md)$/.test(path);
}
