import { pino } from 'pino';
import { loadConfig } from '../../config.ts';
import { createWorkspace } from '../../domain/workspace/create-workspace.ts';
import { startHub } from '../../start.ts';
import { openBrowser } from '../../test/browser.ts';
import { percentile } from '../statistics.ts';
import { loadPage, type PageLoad } from './load-page.ts';
import { startPlainSite } from './plain-site.ts';

/** The medians of one page over all rounds. */
type Medians = Record<'blockingMs' | 'layoutShift' | 'loadMs' | 'bytes', number> & { requests: number; cookies: number; kept: number };

/** A page with the widget's tag and the same page without it, by turns. */
export interface WidgetReport {
  rounds: number;
  /** How many times slower than this machine the page's processor was. */
  slowdown: number;
  without: Medians;
  with: Medians;
  /** Of each round, with less without, in milliseconds. */
  blockingAdded: { median: number; min: number; max: number };
  /** Of each round, with to without. */
  loadRatio: { median: number; min: number; max: number };
}

/** As Lighthouse does it for a phone. */
const slowdown = 4;

/** Starts a hub and a site and opens both pages by turns, so many times; one round before them is not counted. */
export async function measureWidget(environment: Record<string, string>, rounds: number): Promise<WidgetReport> {
  const running = await startHub(loadConfig(environment), { log: pino({ level: 'warn' }, process.stderr) });
  const { widgetKey } = await createWorkspace(running.hub, { name: 'Bench', timeZone: 'UTC', language: 'en' });
  const site = await startPlainSite(running.url, widgetKey);
  const browser = await openBrowser();
  try {
    const pairs: { without: PageLoad; with: PageLoad }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const without = await loadPage(browser, site.without, { hasWidget: false, slowdown });
      pairs.push({ without, with: await loadPage(browser, site.with, { hasWidget: true, slowdown }) });
    }
    const counted = pairs.slice(1);
    return {
      rounds,
      slowdown,
      without: mediansOf(counted.map((pair) => pair.without)),
      with: mediansOf(counted.map((pair) => pair.with)),
      blockingAdded: spread(counted.map((pair) => pair.with.blockingMs - pair.without.blockingMs)),
      loadRatio: spread(counted.map((pair) => pair.with.loadMs / pair.without.loadMs)),
    };
  } finally {
    await browser.close();
    await site.stop();
    await running.stop();
  }
}

function mediansOf(loads: readonly PageLoad[]): Medians {
  const middle = (of: (load: PageLoad) => number) => percentile(loads.map(of), 0.5);
  return {
    blockingMs: middle(({ blockingMs }) => blockingMs),
    layoutShift: middle(({ layoutShift }) => layoutShift),
    loadMs: middle(({ loadMs }) => loadMs),
    bytes: middle(({ bytes }) => bytes),
    requests: middle(({ requests }) => requests.length),
    cookies: middle(({ cookies }) => cookies.length),
    kept: middle(({ kept, keptInFrame }) => kept.length + keptInFrame.length),
  };
}

function spread(values: readonly number[]) {
  return { median: percentile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}

/** The report as a table. */
export function presentWidget({ rounds, slowdown: times, without, with: tagged, blockingAdded, loadRatio }: WidgetReport): string {
  const line = (name: string, key: keyof Medians, digits = 0) =>
    `  ${name.padEnd(30)}${without[key].toFixed(digits).padStart(10)}${tagged[key].toFixed(digits).padStart(10)}`;
  return [
    '',
    `A page without and with the widget's tag, ${rounds} rounds by turns, medians, processor ${times} times slower`,
    `  ${''.padEnd(30)}${'without'.padStart(10)}${'with'.padStart(10)}`,
    line('blocking time, ms', 'blockingMs'),
    line('layout shift', 'layoutShift', 4),
    line('load event, ms', 'loadMs'),
    line('requests before a touch', 'requests'),
    line('bytes before a touch', 'bytes'),
    line('cookies', 'cookies'),
    line("kept, the hub's frame included", 'kept'),
    `  blocking time added: ${blockingAdded.median.toFixed(0)} ms (${blockingAdded.min.toFixed(0)} to ${blockingAdded.max.toFixed(0)}); load event: ${loadRatio.median.toFixed(2)}x (${loadRatio.min.toFixed(2)} to ${loadRatio.max.toFixed(2)})`,
  ].join('\n');
}
