import { pino } from 'pino';
import { environment, loadConfig } from '../config.ts';
import type { Hub } from '../core/parts/hub.ts';
import { startHub } from '../start.ts';
import { answerQuestions, createCpuMeter } from './protocol.ts';
import type { StormQuestion } from './storm/questions.ts';
import { buildStormWorld, sayEverywhere, type StormSeat } from './storm/world.ts';

/** A whole hub with a world of agents for the storm. */
const cpu = createCpuMeter();
let hub: Hub | null = null;
let seats: StormSeat[] = [];

answerQuestions(async (asked) => {
  const question = asked as StormQuestion; // asked by storm/run.ts only
  if (question.type === 'start') return start(question.count);
  if (question.type === 'say' && hub) await sayEverywhere(hub, seats, question.text);
  return { cpuSeconds: cpu(), rssBytes: process.memoryUsage().rss };
});

async function start(count: number): Promise<{ url: string; seats: StormSeat[] }> {
  const running = await startHub(loadConfig(environment), { log: pino({ level: 'warn' }, process.stderr) });
  hub = running.hub;
  seats = await buildStormWorld(hub, count);
  return { url: running.url, seats };
}
