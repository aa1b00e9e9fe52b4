import type { Browser, Page } from 'playwright-core';
import { buildAdmin } from '../../../.config/admin/build-admin.ts';
import { percentile } from '../../../hub/bench/statistics.ts';
import { openBrowser } from '../../../hub/test/browser.ts';
import { signIn } from '../../../hub/test/factories.ts';
import { fillThread, longText } from '../world/fill-thread.ts';
import { startWorld } from '../world/start-world.ts';

/*
 * `npm run bench:scroll`: how evenly a thread of 5,000 messages scrolls, beside a bare page with the same texts in plain rows, by turns in the
 * same run. Only the ratios mean anything; nothing asserts them.
 */

const total = 5000;
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const turns = 200;
const turnPx = 240;
const port = 4292;
const url = `http://localhost:${port}`;

/** The frames of one way up, in milliseconds from one to the next. */
type Frames = number[];

await buildAdmin((line) => process.stderr.write(`${line}\n`));
const { running, world, stop } = await startWorld({ port, publicUrl: url });
const browser = await openBrowser();
const { id } = await world.conversationOf('Yuki Tanaka');
const newest = await fillThread(id, total);
const [cookie = '', token = ''] = (await signIn(running.hub, world.ada.user._id)).cookie.split('=');

const thread: Frames[] = [];
const bare: Frames[] = [];
for (let round = 0; round <= rounds; round += 1) {
  bare.push(await scrollUp(browser, openBare, '.scroller'));
  thread.push(await scrollUp(browser, openThread, 'hub-timeline .scroller'));
}
await browser.close();
await stop();
// The first round is not counted: everything was new.
report(thread.slice(1), bare.slice(1));
process.exit(0);

async function openThread(page: Page): Promise<void> {
  await page.context().addCookies([{ name: cookie, value: token, url }]);
  await page.goto(`${url}/admin/inbox/all/${id}?message=${newest}`);
  await page.locator('hub-thread').getByText(`message ${total} of ${total}`).first().waitFor();
  await page.locator('hub-contact-panel .person').waitFor();
}

async function openBare(page: Page): Promise<void> {
  const rows = Array.from({ length: total }, (_, index) => `<div class="item"><p>${longText(index + 1, total)}</p></div>`);
  await page.setContent(`<!doctype html><style>
    body { margin: 0; font: 13px/1.45 sans-serif } .scroller { height: 700px; width: 700px; overflow: auto }
    .item { padding: 6px 40px } p { display: inline-block; max-width: 480px; margin: 0; padding: 6px 10px; border-radius: 12px; background: #f1f2f6 }
  </style><div class="scroller">${rows.join('')}</div>`);
  await page.evaluate(`document.querySelector('.scroller').scrollTop = 1e9`);
}

/** Turns the wheel all the way at a steady pace, as a person who looks for something, and tells the frames meanwhile. */
async function scrollUp(from: Browser, open: (page: Page) => Promise<void>, scroller: string): Promise<Frames> {
  const context = await from.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await open(page);
  await page.hover(scroller);
  await page.evaluate(
    `window.frames_ = []; (function next(at) { window.frames_.push(at); requestAnimationFrame(next); })(performance.now())`,
  );
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, -turnPx);
  const times = await page.evaluate<number[]>('window.frames_');
  await context.close();
  return times.slice(1).map((at, index) => at - (times[index] ?? at));
}

function report(ours: readonly Frames[], theirs: readonly Frames[]): void {
  const p95 = (frames: Frames) => percentile(frames, 0.95);
  const slow = (frames: Frames) => frames.filter((ms) => ms > 50).length / frames.length;
  const middle = (values: readonly number[]) => percentile(values, 0.5);
  const ratios = ours.map((frames, round) => p95(frames) / p95(theirs[round] ?? frames));
  const line = (name: string, all: readonly Frames[]) =>
    `  ${name.padEnd(24)}${middle(all.map(p95)).toFixed(1).padStart(10)}${(middle(all.map(slow)) * 100).toFixed(1).padStart(12)} %`;
  process.stdout.write(
    [
      `Scrolling up through ${total} messages, ${turns} turns of the wheel of ${turnPx} px, ${ours.length} rounds by turns, medians`,
      `  ${''.padEnd(24)}${'p95, ms'.padStart(10)}${'over 50 ms'.padStart(14)}`,
      line('the thread', ours),
      line('a bare page', theirs),
      `  p95 of the thread to the bare page: ${middle(ratios).toFixed(2)}x (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
      '',
    ].join('\n'),
  );
}
