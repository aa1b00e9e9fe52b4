import type { Command } from 'commander';
import { z } from 'zod';
import { environment, loadConfig } from '../../config.ts';
import { outputOf } from '../run-command.ts';
import { formatTable } from '../terminal/output.ts';
import { readOptions } from '../terminal/usage-error.ts';

const options = z.object({
  url: z.url().optional(),
  requests: z.coerce.number().int().min(1).max(10_000).default(20),
  token: z.string().optional(),
});

const timeoutMs = 10_000;

interface Probed {
  path: string;
  /** The HTTP status, or why there was none. */
  answer: string;
  isWell: boolean;
  /** Milliseconds. */
  p50: number;
  p90: number;
  p99: number;
}

/** `probe`: is the hub up, and how fast does it answer from here? Needs no database. */
export function addProbeCommand(program: Command): void {
  program
    .command('probe')
    .description('ask the running hub whether it is alive and ready, and how long it takes; exit code 1 unless all is well')
    .option('--url <url>', "the hub's address; by default this machine's PORT")
    .option('--requests <count>', 'requests per path, one after another', '20')
    .option('--token <token>', 'an access token with conversation.view: reads the inbox too, the way through the database')
    .addHelpText('after', '\nExample:\n  npm run hub -- probe --url https://chat.example.com --requests 100')
    .action(async (_options: unknown, command: Command) => {
      const given = readOptions(command, options);
      const url = (given.url ?? `http://127.0.0.1:${loadConfig(environment).PORT}`).replace(/\/+$/, '');
      const paths = ['/healthz', '/readyz', ...(given.token === undefined ? [] : ['/api/v1/conversations?limit=20'])];
      const probes: Probed[] = [];
      for (const path of paths) probes.push(await probe(url, path, given.requests, given.token));
      const rows = probes.map(({ path, answer, p50, p90, p99 }) => [path, answer, ...[p50, p90, p99].map((ms) => ms.toFixed(1))]);
      outputOf(command).show({ url, probes }, formatTable(['path', 'answer', 'p50 ms', 'p90 ms', 'p99 ms'], rows));
      if (probes.some(({ isWell }) => !isWell)) process.exitCode = 1;
    });
}

async function probe(url: string, path: string, requests: number, token: string | undefined): Promise<Probed> {
  const times: number[] = [];
  let refusal: string | null = null;
  let answer = '';
  for (let done = 0; done < requests && refusal === null; done += 1) {
    const start = performance.now();
    try {
      const response = await fetch(`${url}${path}`, {
        headers: token !== undefined && path.startsWith('/api/') ? { authorization: `Bearer ${token}` } : {},
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await response.text();
      answer = String(response.status);
      if (!response.ok) refusal = `${response.status} ${body}`;
    } catch (error) {
      refusal = whyNot(error);
    }
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return {
    path,
    answer: refusal ?? answer,
    isWell: refusal === null,
    p50: quantile(times, 0.5),
    p90: quantile(times, 0.9),
    p99: quantile(times, 0.99),
  };
}

/** fetch keeps the reason one level down. */
function whyNot(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
