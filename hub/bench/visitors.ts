import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { agentNamespace } from '../api/realtime.ts';
import { loadConfig } from '../config.ts';
import { systemActor } from '../core/actor.ts';
import { ObjectId } from '../core/ids.ts';
import type { VisitorTab } from '../core/visiting/visitors.ts';
import { createAccessToken } from '../domain/access-token/create-access-token.ts';
import { createWorkspace } from '../domain/workspace/create-workspace.ts';
import { startHub, type RunningHub } from '../start.ts';

/** What ten thousand visitors cost who come, move and go, to one watcher. */
export interface VisitorsReport {
  visitors: number;
  /** Heap of one visitor who is there, in bytes; without its socket. */
  bytesEach: number;
  /** Processor time of all that each did (came, moved three times, left), and of writing and telling it, in microseconds a deed. */
  microsecondsPerDeed: number;
  /** Event-loop delay meanwhile at its 99th percentile, and of an idle hub before, in milliseconds. */
  loopDelayMs: number;
  idleLoopDelayMs: number;
  /** Batches that the watcher got, the time it took in seconds, and the largest batch in visitors. */
  batches: number;
  seconds: number;
  largestBatch: number;
}

const visitors = 10_000;
const moves = 3;
/** They come, move and go in steps spread over this many seconds each. */
const secondsEach = 5;
const stepsASecond = 20;

/** Runs a hub in this process, lets visitors come to its port, and watches by a socket. */
export async function measureVisitors(environment: Record<string, string>): Promise<VisitorsReport> {
  const hub = await startHub(loadConfig(environment), { log: pino({ level: 'silent' }) });
  try {
    return await measure(hub);
  } finally {
    await hub.stop();
  }
}

async function measure({ hub, url }: RunningHub): Promise<VisitorsReport> {
  const { _id: workspaceId } = await createWorkspace(hub, { name: 'Site', timeZone: 'UTC', language: 'en' });
  const scopes = ['conversation.view', 'visitor.view'] as const;
  const { token } = await createAccessToken(hub, systemActor(workspaceId), { name: 'watcher', scopes: [...scopes], expiresAt: null });
  const sizes: number[] = [];
  const socket = io(`${url}${agentNamespace}`, { transports: ['websocket'], auth: { workspaceId: workspaceId.toHexString(), token } });
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  await socket.emitWithAck('visitors.watch', { limit: 200 });
  socket.on('visitors', (batch: { visitors: unknown[] }) => sizes.push(batch.visitors.length));
  const idleLoopDelayMs = await delayDuring(() => wait(2000));

  const heapBefore = heapUsed();
  const began = Date.now();
  const cpu = process.cpuUsage();
  const channelId = new ObjectId();
  const tabs: VisitorTab[] = [];
  let bytesEach = 0;
  const loopDelayMs = await delayDuring(async () => {
    await spread((index) => tabs.push(hub.visitors.arrived(arrivalOf(index, workspaceId, channelId))));
    bytesEach = Math.round((heapUsed() - heapBefore) / visitors);
    for (let move = 1; move <= moves; move += 1)
      await spread((index) =>
        tabs[index]?.moved({ url: `https://shop.example/goods/${index}/${move}`, title: `Good ${index}, page ${move}` }),
      );
    await spread((index) => tabs[index]?.leave());
    await wait(12_000); // the grace of those who left last
  });
  const { user, system } = process.cpuUsage(cpu);
  socket.disconnect();
  return {
    visitors,
    bytesEach,
    microsecondsPerDeed: Math.round((user + system) / (visitors * (moves + 2))),
    loopDelayMs,
    idleLoopDelayMs,
    batches: sizes.length,
    seconds: Math.round((Date.now() - began) / 1000),
    largestBatch: Math.max(0, ...sizes),
  };
}

async function spread(work: (index: number) => void): Promise<void> {
  const steps = secondsEach * stepsASecond;
  for (let step = 0; step < steps; step += 1) {
    for (let index = (step * visitors) / steps; index < ((step + 1) * visitors) / steps; index += 1) work(index);
    await wait(1000 / stepsASecond);
  }
}

function arrivalOf(index: number, workspaceId: ObjectId, channelId: ObjectId) {
  return {
    workspaceId,
    channelId,
    visitorId: `v_bench${index}`,
    identity: `v_bench${index}`,
    tabId: `tab-of-${index}`,
    source: 'widget' as const,
    page: { url: `https://shop.example/goods/${index}`, title: `Good ${index}` },
    referrer: 'https://search.example/',
    language: 'en',
    userAgent: `Mozilla/5.0 (X11; Linux x86_64; rv:${100 + (index % 40)}.0) Gecko/20100101 Firefox/${100 + (index % 40)}.0`,
    address: '203.0.113.1',
    name: `Visitor ${index}`,
    isVerified: false,
    claimedName: null,
  };
}

async function delayDuring(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  await work();
  delay.disable();
  return Math.round(delay.percentile(99) / 1e5) / 10;
}

/** After a collection, which Node gives only to those who ask. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, null, []);
  return process.memoryUsage().heapUsed;
}

/** The report as lines for a person. */
export function presentVisitors(report: VisitorsReport): string {
  return [
    '### Visitors',
    `${report.visitors} came, moved ${moves} times and left within ${report.seconds} s, to one watcher`,
    `  heap of one who is there         ${report.bytesEach} bytes`,
    `  processor time of one deed       ${report.microsecondsPerDeed} µs`,
    `  event-loop delay p99             ${report.loopDelayMs} ms (idle ${report.idleLoopDelayMs} ms)`,
    `  batches to the watcher           ${report.batches}, the largest of ${report.largestBatch}`,
  ].join('\n');
}
