import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a run of the real command line came to. */
export interface CliRun {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The last line of standard output, parsed: what a script around `npm run hub` reads. */
  json: unknown;
}

/** Runs the command line as a process of its own. */
export async function runCli(
  args: readonly string[],
  { environment, input = '' }: { environment: Record<string, string>; input?: string },
): Promise<CliRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'hub/cli/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { code, stdout, stderr, json: parse(stdout.trimEnd().split('\n').at(-1) ?? '') };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
