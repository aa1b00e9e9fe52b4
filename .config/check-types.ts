import { spawnSync } from 'node:child_process';
import { execPath, exit } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// By its path: TypeScript 6, whose API ESLint's parser and a test need, has a `tsc` of its own, and which of the two npm links is not told.
const compiler = fileURLToPath(new URL('../node_modules/typescript-native/bin/tsc', import.meta.url));

/** Each has globals of its own: Node's, a page's or a service worker's. */
const projects = [
  'tsconfig.json',
  'admin/tsconfig.json',
  'admin/worker/tsconfig.json',
  'hub/playground/page/tsconfig.json',
  'bots/emulators/whatsapp-web/page/tsconfig.json',
  'widget/tsconfig.json',
  'widget/worker/tsconfig.json',
];

// `npm run typecheck`. One thread each: several would check Mongoose's types once more each, for longer than they save on two cores.
const failed = projects.filter((project) => {
  const { status } = spawnSync(execPath, [compiler, '--noEmit', '--singleThreaded', '-p', project], { cwd: root, stdio: 'inherit' });
  return status !== 0;
});
if (failed.length > 0) exit(1);
