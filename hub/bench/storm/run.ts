import { setTimeout as wait } from 'node:timers/promises';
import { startProcess, type Asked } from '../protocol.ts';
import type { StormCount } from './crowd.ts';
import type { StormQuestion } from './questions.ts';
import type { StormSeat } from './seats.ts';

/** One storm: everybody cut off at once, things said while they come back. */
export interface StormRun extends StormCount {
  jitterMs: number;
  /** The same clients against bare Socket.IO: from the cut until the last was answered, in ms. */
  bareMs: number;
}

export interface StormReport {
  who: StormSeat['kind'];
  sockets: number;
  messages: number;
  runs: StormRun[];
  /** Of the server's process with all sockets open; the hub's has the whole hub in it. */
  rssMegabytes: { floor: number; hub: number };
  /** What one socket adds to what the process keeps after a collection. */
  bytesPerSocket: { floor: number; hub: number };
}

const socketsPerProcess = 2_500;
const saidDuringStorm = 4;
const patienceMs = 180_000;

/** Runs storms against the hub and against bare Socket.IO, each with `sockets` clients, without and with jitter. */
export async function runStorms(
  environment: Record<string, string>,
  { who, sockets, jitters }: { who: StormSeat['kind']; sockets: number; jitters: readonly number[] },
): Promise<StormReport> {
  const hub = startProcess('storm-hub.ts', environment);
  const floor = startProcess('storm-floor.ts');
  const clients = Array.from({ length: Math.ceil(sockets / socketsPerProcess) }, () => startProcess('storm-clients.ts'));
  try {
    const { url, seats } = await ask<{ url: string; seats: StormSeat[] }>(hub, { type: 'start', who, count: sockets });
    const { url: bareUrl } = await ask<{ url: string }>(floor, { type: 'start', who, count: sockets });
    const bare = await stormOn(floor, bareUrl, { clients, seats, jitters, isHub: false });
    const whole = await stormOn(hub, url, { clients, seats, jitters, isHub: true });
    return {
      who,
      sockets,
      messages: saidDuringStorm,
      runs: whole.counts.map((count, at) => ({ ...count, jitterMs: jitters[at] ?? 0, bareMs: bare.counts[at]?.lastMs ?? NaN })),
      rssMegabytes: { floor: bare.rss, hub: whole.rss },
      bytesPerSocket: { floor: bare.bytesPerSocket, hub: whole.bytesPerSocket },
    };
  } finally {
    await Promise.all([hub, floor, ...clients].map((each) => each.stop()));
  }
}

interface Memory {
  rssBytes: number;
  keptBytes: number;
}

interface Plan {
  clients: readonly Asked[];
  seats: readonly StormSeat[];
  jitters: readonly number[];
  isHub: boolean;
}

async function stormOn(
  server: Asked,
  url: string,
  { clients, seats, jitters, isHub }: Plan,
): Promise<{ counts: StormCount[]; rss: number; bytesPerSocket: number }> {
  const share = Math.ceil(seats.length / clients.length);
  const before = await ask<Memory>(server, { type: 'report' });
  await all(clients, (at) => ({ type: 'connect', url, seats: seats.slice(at * share, (at + 1) * share) }));
  const { rssBytes, keptBytes } = await ask<Memory>(server, { type: 'report' });
  const counts: StormCount[] = [];
  for (const jitterMs of jitters) {
    const texts: string[] = [];
    await all(clients, () => ({ type: 'cut', jitterMs }));
    for (let at = 0; isHub && at < saidDuringStorm; at += 1) {
      texts.push(`storm ${jitterMs} ${at}`);
      await ask(server, { type: 'say', text: `storm ${jitterMs} ${at}` });
      await wait(200);
    }
    const seen = await all<StormCount>(clients, () => ({ type: 'settle', texts, patienceMs }));
    const sum = (of: (count: StormCount) => number) => seen.reduce((total, count) => total + of(count), 0);
    counts.push({
      missing: sum(({ missing }) => missing),
      doubled: sum(({ doubled }) => doubled),
      repeats: sum(({ repeats }) => repeats),
      retries: sum(({ retries }) => retries),
      lastMs: Math.max(...seen.map(({ lastMs }) => lastMs)),
    });
  }
  await all(clients, () => ({ type: 'close' }));
  return { counts, rss: rssBytes / 1024 / 1024, bytesPerSocket: (keptBytes - before.keptBytes) / seats.length };
}

function ask<Answer>(process: Asked, question: StormQuestion): Promise<Answer> {
  return process.ask<Answer>(question);
}

function all<Answer>(processes: readonly Asked[], questionOf: (at: number) => StormQuestion): Promise<Answer[]> {
  return Promise.all(processes.map((each, at) => ask<Answer>(each, questionOf(at))));
}

/** The report in words. */
export function presentStorms({ who, sockets, messages, runs, rssMegabytes, bytesPerSocket }: StormReport): string {
  const lines = runs.map(
    ({ jitterMs, missing, doubled, repeats, retries, lastMs, bareMs }) =>
      `  jitter ${jitterMs} ms: missing ${missing}, doubled ${doubled}; all consistent after ${(lastMs / 1000).toFixed(1)} s, ` +
      `bare ${(bareMs / 1000).toFixed(1)} s, ratio ${(lastMs / bareMs).toFixed(2)}x; repeats on the wire ${repeats}, retries ${retries}`,
  );
  const { floor, hub } = bytesPerSocket;
  const memory = [
    `  memory with all sockets open: bare ${rssMegabytes.floor.toFixed(0)} MB, the whole hub ${rssMegabytes.hub.toFixed(0)} MB`,
    `  kept for 10,000 sockets: bare ${(floor / 100).toFixed(0)} MB, the hub ${(hub / 100).toFixed(0)} MB, ratio ${(hub / floor).toFixed(2)}x; goal 1.5x`,
  ].join('\n');
  return [
    `Storm of ${sockets} sockets of ${who}s, ${messages} messages in each conversation meanwhile; goal 0 and 0`,
    ...lines,
    memory,
  ].join('\n');
}
