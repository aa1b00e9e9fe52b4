import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { pino } from 'pino';
import { createConsole } from '../create-console.ts';
import type { ConsoleOptions, Translate } from '../console.ts';
import { createMemoryDesk } from './memory-desk.fixture.ts';
import { createMemoryHub, type MemoryHub } from './memory-hub.fixture.ts';
import { createMemoryPump, type MemoryPump } from './memory-pump.fixture.ts';
import { createMemoryRecords, type MemoryRecords } from './memory-records.fixture.ts';

/** A console at work over a memory desk. */
export interface RunningConsole {
  hub: MemoryHub;
  records: MemoryRecords;
  pump: MemoryPump;
  start(): Promise<void>;
  stop(): Promise<void>;
  replayParked(): Promise<{ replayed: number; failed: number }>;
  /** Ends the process' part and begins anew with nothing but what was stored. */
  restart(): Promise<void>;
}

/** The console's texts as the hub would pass them in. */
export async function loadTexts(): Promise<ConsoleOptions['texts']> {
  const read = (language: string): object =>
    JSON.parse(readFileSync(new URL(`../../../hub/locales/${language}/console.json`, import.meta.url), 'utf8')) as object;
  const engine = i18next.createInstance();
  const resources = { en: { console: read('en') }, ru: { console: read('ru') } };
  await engine.init({ resources, lng: 'en', ns: ['console'], defaultNS: 'console', interpolation: { escapeValue: false } });
  const translate = (language: string): Translate => {
    const t = engine.getFixedT(language, 'console');
    return (key, values) => t(key, values ?? {});
  };
  return { en: translate('en'), ru: translate('ru') };
}

/** Makes a console that polls; `start` sets it up and begins. */
export async function makeConsole(apiRoot: string, token: string): Promise<RunningConsole> {
  const now = () => new Date();
  const hub = createMemoryHub(now);
  const pump = createMemoryPump(now);
  const records = createMemoryRecords(now, pump.enqueue);
  const desk = createMemoryDesk(hub, records);
  const texts = await loadTexts();
  let running = run();
  hub.onFact = (fact) => running.console.announce(fact);

  function run() {
    const console = createConsole({ token, apiRoot, desk, texts, log: pino({ level: 'silent' }), now, mode: 'polling' });
    const stopping = new AbortController();
    let polling: Promise<void> = Promise.resolve();
    return {
      console,
      async start() {
        await console.setUp();
        pump.connect(console);
        polling = console.start(stopping.signal);
      },
      async stop() {
        stopping.abort();
        pump.stop();
        await polling;
      },
    };
  }

  return {
    hub,
    records,
    pump,
    start: () => running.start(),
    stop: () => running.stop(),
    replayParked: () => running.console.replayParked(),
    async restart() {
      await running.stop();
      running = run();
      await running.start();
    },
  };
}
