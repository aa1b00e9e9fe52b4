import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the compiled hub, for the tests that start it as a process. */
    compiledHub: string;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/**
 * Tests that start many hubs start them as the container does, compiled: from its sources each takes twice as long. The compiler does
 * not check here, since `npm run typecheck` does.
 */
export default async function compileHub(project: TestProject): Promise<void> {
  const compiler = join(root, 'node_modules/typescript-native/bin/tsc');
  await run(execPath, [compiler, '--noCheck', '--singleThreaded', '-p', '.config/tsconfig.build.json'], { cwd: root });
  await run(execPath, ['--import', 'tsx', '.config/copy-assets.ts'], { cwd: root });
  project.provide('compiledHub', join(root, '.build/hub'));
}
