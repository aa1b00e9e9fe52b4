import { env, stderr } from 'node:process';
import { buildAdmin } from './build-admin.ts';

/** Browser tests see the admin as it is shipped: built once before the run, its budget checked. With ADMIN_SOURCES they see the sources instead. */
export default async function prepareAdmin(): Promise<void> {
  if (!env.ADMIN_SOURCES) await buildAdmin((line) => stderr.write(`${line}\n`));
}
