import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { environment } from '../config.ts';
import { createProgressLine } from '../database/local/progress.ts';
import { startLocalDatabase } from '../database/local/start-local-database.ts';
import { measureContacts, presentContacts } from './contacts.ts';
import { measureInbox, presentInbox } from './inbox.ts';
import { startProcess, type Asked, type Run, type RunResult, type ServerReport, type Target } from './protocol.ts';
import { latencies, percentile, spreadOf, type Spread } from './statistics.ts';
import { measureVisitors, presentVisitors } from './visitors.ts';
import { presentStorms, runStorms, type StormReport } from './storm/run.ts';
import { measureWebhooks, presentWebhooks } from './webhooks/measure.ts';
import { measureWidget, presentWidget } from './widget/measure.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const number = (name: string, fallback: number) => Number(environment[name] ?? fallback);
/** Pairs of runs, floor and hub by turns; messages a second of each way; seconds of each run. */
const plan = {
  pairs: number('BENCH_PAIRS', 5),
  inRate: number('BENCH_IN_RATE', 50),
  outRate: number('BENCH_OUT_RATE', 30),
  seconds: number('BENCH_SECONDS', 8),
  /** Sockets of the storm, cut off at once without and with a second of jitter; 0 leaves it out. */
  sockets: number('BENCH_SOCKETS', 5_000),
  /** Rounds of a page with and without the widget; 0 leaves it out. */
  pageRounds: number('BENCH_PAGES', 7),
  /** Seconds of each run of each provider's webhooks; 0 leaves them out. */
  webhookSeconds: number('BENCH_WEBHOOKS', 5),
  /** Whose: agent, visitor, or both. */
  who: environment['BENCH_STORM'] ?? 'both',
};

interface Server {
  name: 'floor' | 'hub';
  process: Asked;
  target: Target;
}

/** One open-loop run of one server, in milliseconds. */
interface Measured {
  values: number[];
  p50: number;
  p99: number;
  lost: number;
  loopDelayMs: number;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hubbub-bench-'));
  const database = await openDatabase(folder);
  const hubOn = (name: string) => ({ MONGODB_URI: databaseUriOf(database.uri, name), HUB_DATA_DIR: folder, HOST: '127.0.0.1', PORT: '0' });
  try {
    // First, while nothing else is on the machine; in a database of its own, so that its indexes cost nobody else anything.
    const inbox = await measureInbox(databaseUriOf(database.uri, 'hubbub_bench_inbox'));
    const contacts = await measureContacts(databaseUriOf(database.uri, 'hubbub_bench_contacts'));
    const visitors = await measureVisitors(hubOn('hubbub_bench_visitors'));
    const webhooks = plan.webhookSeconds > 0 ? await measureWebhooks(hubOn('hubbub_bench_webhooks'), plan.webhookSeconds) : null;
    const widget = plan.pageRounds > 0 ? await measureWidget(hubOn('hubbub_bench_widget'), plan.pageRounds) : null;
    const report = plan.pairs > 0 ? await measureMessages(folder, database) : null;
    const storms: StormReport[] = [];
    for (const who of plan.sockets > 0 ? (['agent', 'visitor'] as const) : [])
      if (plan.who === 'both' || plan.who === who)
        storms.push(await runStorms(hubOn(`hubbub_bench_storm_${who}`), { who, sockets: plan.sockets, jitters: [0, 1_000] }));
    await mkdir(join(root, '.build'), { recursive: true });
    await writeFile(
      join(root, '.build', 'bench.json'),
      `${JSON.stringify({ ...report, inbox, contacts, visitors, webhooks, widget, storms }, null, 2)}\n`,
    );
    process.stdout.write(
      `${report ? `${present(report)}\n` : ''}${presentInbox(inbox)}\n${presentContacts(contacts)}\n${presentVisitors(visitors)}\n${webhooks ? `${presentWebhooks(webhooks)}\n` : ''}${widget ? `${presentWidget(widget)}\n` : ''}${storms.map((storm) => `${presentStorms(storm)}\n`).join('')}`,
    );
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same server, another database on it. */
function databaseUriOf(uri: string, name: string): string {
  const [, start = uri, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${start}/${name}${options}`;
}

/** The way in, the way out and throughput, floor and hub by turns. */
async function measureMessages(folder: string, database: { uri: string; kind: string }): Promise<Report> {
  const generator = startProcess('generator.ts');
  const { url: providerUrl } = await generator.ask<{ url: string }>('provider');
  const floorProcess = startProcess('floor.ts', { BENCH_DATABASE: database.uri, BENCH_PROVIDER: providerUrl });
  const hubProcess = startProcess('hub-under-test.ts', {
    ...{
      MONGODB_URI: database.uri,
      HUB_DATA_DIR: folder,
      TELEGRAM_API_ROOT: providerUrl,
      PUBLIC_URL: 'https://bench.invalid',
      HOST: '127.0.0.1',
      PORT: '0',
    },
  });
  try {
    const floor: Server = { name: 'floor', process: floorProcess, target: await floorProcess.ask<Target>('start') };
    const hub: Server = { name: 'hub', process: hubProcess, target: await hubProcess.ask<Target>('start') };
    await warmUp(generator, floor, hub);
    return await measure(generator, floor, hub, database.kind);
  } finally {
    await Promise.all([generator.stop(), floorProcess.stop(), hubProcess.stop()]);
  }
}

async function openDatabase(folder: string): Promise<{ uri: string; kind: string; stop(): Promise<void> }> {
  const given = environment['MONGODB_URI'];
  if (given !== undefined) return { uri: given, kind: 'MONGODB_URI', stop: () => Promise.resolve() };
  const progress = createProgressLine(process.stderr);
  const cacheDir =
    environment['LOCAL_DATABASE_CACHE'] ?? join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'hubbub', 'local-database');
  const local = await startLocalDatabase({ dataDir: folder, cacheDir, environment, log: pino({ level: 'silent' }), progress });
  progress.end();
  return local;
}

/** Opens every conversation and lets both servers' code settle before anything counts. */
async function warmUp(generator: Asked, floor: Server, hub: Server): Promise<void> {
  for (const server of [floor, hub]) {
    await generator.ask<RunResult>({
      way: 'in',
      target: server.target,
      marker: `warm ${server.name}`,
      rate: 0,
      inFlight: 8,
      seconds: 15,
    } satisfies Run);
  }
  hub.target = await hub.process.ask<Target>('conversations');
  for (const server of [floor, hub]) await measureOnce(generator, server, 'out', 'warm');
  await Promise.all([floor, hub].map((server) => server.process.ask<ServerReport>('report')));
}

async function measureOnce(generator: Asked, server: Server, way: Run['way'], round: string): Promise<Measured> {
  const rate = way === 'in' ? plan.inRate : plan.outRate;
  const run: Run = { way, target: server.target, marker: `${way} ${server.name} ${round}`, rate, seconds: plan.seconds };
  const result = await generator.ask<RunResult>(run);
  const { heard } = await server.process.ask<ServerReport>('report');
  const values = latencies(result.intended, way === 'in' ? heard : result.provider);
  return {
    values,
    p50: percentile(values, 0.5),
    p99: percentile(values, 0.99),
    lost: result.intended.length - values.length + result.failures,
    loopDelayMs: result.loopDelayMs,
  };
}

/** Messages a second in a closed loop, and messages for each second of the server's processor time. */
async function measureThroughput(generator: Asked, server: Server, round: string) {
  await server.process.ask<ServerReport>('report');
  const run: Run = {
    way: 'in',
    target: server.target,
    marker: `throughput ${server.name} ${round}`,
    rate: 0,
    inFlight: 32,
    seconds: plan.seconds,
  };
  const { intended, failures, seconds } = await generator.ask<RunResult>(run);
  const { cpuSeconds } = await server.process.ask<ServerReport>('report');
  const done = intended.length - failures;
  return { perSecond: done / seconds, perCpuSecond: done / cpuSeconds };
}

interface Way {
  way: Run['way'];
  ratePerSecond: number;
  floor: { p50: number; p95: number; p99: number; max: number; n: number };
  hub: { p50: number; p95: number; p99: number; max: number; n: number };
  ratioP50: Spread;
  ratioP99: Spread;
  lost: number;
  /** The generator's own event-loop delay at its 99th percentile, the worst of all runs, in ms. */
  loopDelayMs: number;
}

interface Report {
  commit: string;
  at: string;
  machine: string;
  cores: number;
  node: string;
  database: string;
  plan: typeof plan;
  ways: Way[];
  throughput: { floor: number; hub: number; ratio: Spread; ratioPerCpuSecond: Spread };
}

async function measure(generator: Asked, floor: Server, hub: Server, databaseKind: string): Promise<Report> {
  const runs = { in: { floor: [] as Measured[], hub: [] as Measured[] }, out: { floor: [] as Measured[], hub: [] as Measured[] } };
  const throughput = { floor: [] as number[], hub: [] as number[], ratio: [] as number[], perCpu: [] as number[] };
  for (let pair = 1; pair <= plan.pairs; pair += 1) {
    for (const way of ['in', 'out'] as const) {
      runs[way].floor.push(await measureOnce(generator, floor, way, String(pair)));
      runs[way].hub.push(await measureOnce(generator, hub, way, String(pair)));
    }
    const [bare, whole] = [await measureThroughput(generator, floor, String(pair)), await measureThroughput(generator, hub, String(pair))];
    throughput.floor.push(bare.perSecond);
    throughput.hub.push(whole.perSecond);
    throughput.ratio.push(whole.perSecond / bare.perSecond);
    throughput.perCpu.push(whole.perCpuSecond / bare.perCpuSecond);
    process.stderr.write(`pair ${pair} of ${plan.pairs}\n`);
  }
  return {
    commit: findCommit(),
    at: new Date().toISOString(),
    machine: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    database: databaseKind,
    plan,
    ways: (['in', 'out'] as const).map((way) => compare(way, runs[way])),
    throughput: {
      floor: percentile(throughput.floor, 0.5),
      hub: percentile(throughput.hub, 0.5),
      ratio: spreadOf(throughput.ratio),
      ratioPerCpuSecond: spreadOf(throughput.perCpu),
    },
  };
}

/** The commit that is measured; a copy without its history has none to name. */
function findCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

function compare(way: Run['way'], { floor, hub }: { floor: Measured[]; hub: Measured[] }): Way {
  const all = [...floor, ...hub];
  const ratios = (of: (run: Measured) => number) => spreadOf(hub.map((run, at) => of(run) / of(floor[at] ?? run)));
  return {
    way,
    ratePerSecond: way === 'in' ? plan.inRate : plan.outRate,
    floor: summary(floor),
    hub: summary(hub),
    ratioP50: ratios(({ p50 }) => p50),
    ratioP99: ratios(({ p99 }) => p99),
    lost: all.reduce((sum, { lost }) => sum + lost, 0),
    loopDelayMs: Math.max(...all.map(({ loopDelayMs }) => loopDelayMs)),
  };
}

function summary(runs: readonly Measured[]) {
  const values = runs.flatMap((run) => run.values);
  return {
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    max: percentile(values, 1),
    n: values.length,
  };
}

function present({ ways, throughput, ...about }: Report): string {
  const ms = (value: number) => value.toFixed(2).padStart(8);
  const times = ({ median, min, max }: Spread) => `${median.toFixed(2)}x (${min.toFixed(2)} to ${max.toFixed(2)})`;
  const lines = ways.flatMap(({ way, ratePerSecond, floor, hub, ratioP50, ratioP99, lost, loopDelayMs }) => [
    '',
    way === 'in' ? `Webhook to announcement, ${ratePerSecond}/s` : `Reply to provider request, ${ratePerSecond}/s`,
    `  ms          p50      p95      p99      max   n`,
    `  floor  ${ms(floor.p50)} ${ms(floor.p95)} ${ms(floor.p99)} ${ms(floor.max)}   ${floor.n}`,
    `  hub    ${ms(hub.p50)} ${ms(hub.p95)} ${ms(hub.p99)} ${ms(hub.max)}   ${hub.n}`,
    `  ratio  p50 ${times(ratioP50)}, p99 ${times(ratioP99)}; goal ${way === 'in' ? '2.2x' : '2x'} and 3x`,
    `  lost ${lost}; the generator's own loop delay at p99: ${loopDelayMs.toFixed(2)} ms`,
  ]);
  return [
    `commit ${about.commit}, ${about.at}, ${about.cores} cores (${about.machine}), Node ${about.node}, database ${about.database}`,
    ...lines,
    '',
    `Throughput in (32 in flight): floor ${throughput.floor.toFixed(0)}/s, hub ${throughput.hub.toFixed(0)}/s`,
    `  ratio ${times(throughput.ratio)}, for each second of the server's processor ${times(throughput.ratioPerCpuSecond)}; goal 0.4x`,
  ].join('\n');
}

await main();
