import { cpSync, existsSync, statSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = argv[2] ?? `${root}/.build`;
const notShipped = ['hub/test', 'hub/bench', 'hub/playground', 'bots/emulators'];
const testFolders = ['fixtures', '__snapshots__'];

/** The compiler writes JavaScript only: texts, scripts and pages that the code reads beside itself follow here, to the same places. */
for (const folder of ['bots', 'hub', 'workflows']) {
  if (existsSync(`${root}/${folder}`)) cpSync(`${root}/${folder}`, `${output}/${folder}`, { recursive: true, filter: isShipped });
}

function isShipped(path: string): boolean {
  if (notShipped.includes(relative(root, path))) return false;
  if (statSync(path).isDirectory()) return !testFolders.includes(basename(path));
  return !/\.(ts|md)$/.test(path);
}
