import { pino } from 'pino';
import { environment, loadConfig } from '../config.ts';
import type { Hub } from '../core/parts/hub.ts';
import { startHub } from '../start.ts';
import { answerQuestions, createCpuMeter } from './protocol.ts';
import { measureMemory } from './storm/memory.ts';
import type { StormQuestion } from './storm/questions.ts';
import type { StormSeat } from './storm/seats.ts';
import { buildVisitorWorld } from './storm/visitor-world.ts';
import { buildStormWorld, sayEverywhere } from './storm/world.ts';

/** A whole hub with a world of agents or visitors for the storm. */
const cpu = createCpuMeter();
let hub: Hub | null = null;
let seats: StormSeat[] = [];

answerQuestions(async (asked) => {
  const question = asked as StormQuestion; // asked by storm/run.ts only
  if (question.type === 'start') return start(question);
  if (question.type === 'say' && hub) await sayEverywhere(hub, seats, question.text);
  return { cpuSeconds: cpu(), ...measureMemory() };
});

async function start({ who, count }: Extract<StormQuestion, { type: 'start' }>): Promise<{ url: string; seats: StormSeat[] }> {
  const running = await startHub(loadConfig(environment), { log: pino({ level: 'warn' }, process.stderr) });
  hub = running.hub;
  seats = who === 'agent' ? await buildStormWorld(hub, count) : await buildVisitorWorld(hub, count);
  return { url: running.url, seats };
}
