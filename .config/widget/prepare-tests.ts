import { execFile } from 'node:child_process';
import { env, execPath, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('build-missing.ts', import.meta.url));

/** Browser tests see the widget as it is shipped, its budgets checked; in a process of its own, as the admin's build is. */
export default async function prepareWidget(): Promise<void> {
  const built = await promisify(execFile)(execPath, ['--import', 'tsx', script], { env: { ...env, NODE_ENV: 'production' } });
  stderr.write(built.stderr);
}
