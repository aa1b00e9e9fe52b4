import { Agent, request } from 'node:http';
import { startProcess } from '../protocol.ts';
import { percentile, spreadOf, type Spread } from '../statistics.ts';
import { webhookKinds, type WebhookKind } from './payloads.ts';
import type { WebhookAddresses } from './servers.ts';

/** Acknowledging one provider's webhooks, as ratios to the floor: the 99th percentile of its time, and how many a second. */
export interface WebhookReport {
  provider: string;
  p50: Spread;
  p99: Spread;
  throughput: Spread;
  failures: number;
}

const sideBySide = 8;
const rounds = 3;

interface Measured {
  p50: number;
  p99: number;
  perSecond: number;
  failures: number;
}

/** Posts as many as get through, eight at a time, floor and hub by turns; both are in one process of their own. */
export async function measureWebhooks(environment: Record<string, string>, seconds: number): Promise<WebhookReport[]> {
  // Names and pictures are looked up where nobody answers: the acknowledgement waits for none of it.
  const nobody = 'http://127.0.0.1:9';
  const roots = { TELEGRAM_API_ROOT: nobody, WHATSAPP_API_ROOT: nobody, INSTAGRAM_API_ROOT: nobody, VK_API_ROOT: nobody };
  const servers = startProcess('webhooks/servers.ts', { ...environment, ...roots, PUBLIC_URL: 'https://bench.invalid' });
  try {
    const addresses = await servers.ask<WebhookAddresses>('start');
    const reports: WebhookReport[] = [];
    for (const kind of webhookKinds) reports.push(await measureKind(kind, addresses[kind.provider] ?? { hub: '', floor: '' }, seconds));
    return reports;
  } finally {
    await servers.stop();
  }
}

async function measureKind(kind: WebhookKind, { hub, floor }: { hub: string; floor: string }, seconds: number): Promise<WebhookReport> {
  let number = 0;
  const run = (url: string, lasting: number) => measureOnce(url, () => kind.write((number += 1)), lasting);
  // Every chat's conversation is opened before anything counts.
  await run(hub, seconds);
  await run(floor, 1);
  const pairs: { hub: Measured; floor: Measured }[] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push({ floor: await run(floor, seconds), hub: await run(hub, seconds) });
  const ratios = (of: (measured: Measured) => number) => spreadOf(pairs.map((pair) => of(pair.hub) / of(pair.floor)));
  return {
    provider: kind.provider,
    p50: ratios(({ p50 }) => p50),
    p99: ratios(({ p99 }) => p99),
    throughput: ratios(({ perSecond }) => perSecond),
    failures: pairs.reduce((sum, pair) => sum + pair.hub.failures + pair.floor.failures, 0),
  };
}

async function measureOnce(url: string, write: () => ReturnType<WebhookKind['write']>, seconds: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: sideBySide });
  const took: number[] = [];
  let failures = 0;
  const until = performance.now() + seconds * 1000;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const { body, headers } = write();
      const began = performance.now();
      const status = await post(agent, url, body, headers);
      if (status === 200) took.push(performance.now() - began);
      else failures += 1;
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  agent.destroy();
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99), perSecond: took.length / seconds, failures };
}

function post(agent: Agent, url: string, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** The report in lines for people. */
export function presentWebhooks(reports: readonly WebhookReport[]): string {
  const of = ({ median, min, max }: Spread): string => `${median.toFixed(2)}x (${min.toFixed(2)} to ${max.toFixed(2)})`;
  const lines = reports.map(
    ({ provider, p50, p99, throughput, failures }) =>
      `  ${provider.padEnd(10)} p50 ${of(p50)}, p99 ${of(p99)}, throughput ${of(throughput)}${failures > 0 ? `, ${failures} FAILED` : ''}`,
  );
  return ['Acknowledging webhooks, to a bare receiver:', ...lines].join('\n');
}
