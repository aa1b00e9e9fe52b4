import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Names one process beyond its pid, which the system gives away again: `bornAt` differs for a later process with the same pid. */
export const processIdentity = z.object({ pid: z.number().int().positive(), bornAt: z.string() });
export type ProcessIdentity = z.infer<typeof processIdentity>;

/** The identity of a running process; null when there is none (a zombie counts as none). */
export async function findProcess(pid: number): Promise<ProcessIdentity | null> {
  if (process.platform === 'linux') return findLinuxProcess(pid);
  if (!isPidTaken(pid)) return null;
  if (process.platform === 'win32') return { pid, bornAt: 'unknown' };
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  const bornAt = stdout.trim();
  return bornAt ? { pid, bornAt } : null;
}

/** The identity of this very process. */
export async function identifyThisProcess(): Promise<ProcessIdentity> {
  return (await findProcess(process.pid)) ?? { pid: process.pid, bornAt: 'unknown' };
}

/** Is exactly that process still running (and not another one under its old pid)? */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await findProcess(identity.pid))?.bornAt === identity.bornAt;
}

async function findLinuxProcess(pid: number): Promise<ProcessIdentity | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (!stat) return null;
  // The second field, the program's name, may hold spaces and brackets: count from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startedTicks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return { pid, bornAt: `${startedTicks}@${boot.trim()}` };
}

function isPidTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
