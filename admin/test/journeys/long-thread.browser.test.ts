import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { movedDown, timelineAtRest, type TimelineLook } from '../thread-rows.ts';
import { useAdmin } from '../use-admin.ts';
import { fillThread } from '../world/fill-thread.ts';

const admin = useAdmin();
const total = 2000;
/** Of each turn of the wheel, in pixels. */
const wheelStep = 700;
/** A screen full of rows and some around it. */
const mostDrawn = 80;
/** So many pixels at most a row is elsewhere than it should be: less than a row is high. */
const aRow = 30;

test('a thread of 2,000 messages is scrolled up by wheel: no hole, no repeat, the place kept at each page that comes above', async () => {
  const { world, url, openAs } = admin();
  const { id } = await world.conversationOf('Yuki Tanaka');
  const newest = await fillThread(id, total);
  const page = await openAs(world.ada, '/settings/profile');
  // Ada never opened it: it opens at the first message and is led to the newest. What the hub tells of the part that was left comes last.
  const tellOfFirstPart = await holdFirstPart(page, newest);
  await page.goto(`${url}/admin/inbox/all/${id}?message=${newest}`);
  const thread = page.locator('hub-thread');
  await thread.getByText(`message ${total} of ${total}`).first().waitFor();
  tellOfFirstPart();

  const older = await holdOlderPages(page);
  await page.hover('hub-timeline .scroller');
  const seen = new Set<number>();
  let now = await timelineAtRest(page);
  const keep = (next: TimelineLook, [least, most]: [least: number, most: number]) => {
    const numbers = next.rows.map(({ n }) => n);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(next.drawn).toBeLessThan(mostDrawn);
    const moved = movedDown(now, next);
    expect(moved).toBeGreaterThan(least - aRow);
    expect(moved).toBeLessThan(most + aRow);
    for (const n of numbers) seen.add(n);
    now = next;
  };
  keep(now, [0, 0]);

  // At the very top, where a list that kept its distance from the top would show what came instead.
  while (older.answered < 5) {
    while (now.top > 0) {
      const step = Math.min(wheelStep, now.top);
      await page.mouse.wheel(0, -step);
      keep(await timelineAtRest(page), [step, step]);
    }
    await older.answer();
    await expect.poll(async () => (await timelineAtRest(page)).height).toBeGreaterThan(now.height + 1000);
    keep(await timelineAtRest(page), [0, 0]);
  }

  // While scrolling on, to the first of them: the one before it is the story's own.
  await older.letGo();
  while ((now.rows[0]?.n ?? 0) > 2) {
    const { top } = now;
    await page.mouse.wheel(0, -wheelStep);
    keep(await timelineAtRest(page), [Math.min(wheelStep, top), wheelStep]);
  }
  expect(seen.size).toBe(total - 1);

  await thread.getByRole('button', { name: 'To the newest message' }).click();
  await thread.getByText(`message ${total} of ${total}`).first().waitFor();
  const atEnd = await timelineAtRest(page);
  expect(atEnd.rows.at(-1)?.n).toBe(total);
  expect(atEnd.drawn).toBeLessThan(mostDrawn);

  // The other end is one link away.
  await page.goto(`${url}/admin/inbox/all/${id}?message=${newest - total + 2}`);
  await thread.getByText(`message 2 of ${total}`, { exact: true }).waitFor();
  expect((await timelineAtRest(page)).drawn).toBeLessThan(mostDrawn);
}, 600_000);

/** Has the part that the thread opens at told of by the socket only when the returned is called, and the newest part read only after that was asked for. */
async function holdFirstPart(page: Page, newest: number): Promise<() => void> {
  const held: (() => void)[] = [];
  let isHolding = true;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const hub = socket.connectToServer();
    hub.onMessage((told) => {
      // The answer to conversation.watch.
      if (isHolding && String(told).includes('"viewers":') && String(told).includes('"cursor":')) held.push(() => socket.send(told));
      else socket.send(told);
    });
  });
  await page.route(`**/messages?*around=${newest}*`, async (route) => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await route.continue();
  });
  return () => {
    isHolding = false;
    for (const tell of held.splice(0)) tell();
  };
}

/** Has pages of older messages wait until they are let through: one by `answer`, all from `letGo` on. */
async function holdOlderPages(page: Page) {
  const waiting: Route[] = [];
  const pattern = '**/messages?*before=*';
  await page.route(pattern, (route) => void waiting.push(route));
  const holder = {
    answered: 0,
    async answer(): Promise<void> {
      await expect.poll(() => waiting.length).toBe(1);
      await waiting.pop()?.continue();
      holder.answered += 1;
    },
    async letGo(): Promise<void> {
      await page.unroute(pattern);
      for (const route of waiting.splice(0)) await route.continue();
    },
  };
  return holder;
}
