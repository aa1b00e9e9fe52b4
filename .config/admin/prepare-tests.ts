import { execFile } from 'node:child_process';
import { env, execPath, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('build-missing.ts', import.meta.url));

/**
 * Browser tests see the admin as it is shipped: built before the run where it is old, its budget checked. In a process of its own, since
 * vitest's NODE_ENV would build it for development. With ADMIN_SOURCES they see the sources instead.
 */
export default async function prepareAdmin(): Promise<void> {
  if (env.ADMIN_SOURCES) return;
  const built = await promisify(execFile)(execPath, ['--import', 'tsx', script], { env: { ...env, NODE_ENV: 'production' } });
  stderr.write(built.stderr);
}
