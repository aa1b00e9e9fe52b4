import type { Page } from 'playwright-core';

/** What the timeline shows: how far it is scrolled, how high it is, how many rows are drawn, and where, in pixels from its top. */
export interface TimelineLook {
  top: number;
  height: number;
  drawn: number;
  /** Those whose text begins with "message <n> of". */
  rows: { n: number; y: number }[];
}

/** Tests know no DOM, so the page is asked in a text. */
const looking = `(() => {
  const scroller = document.querySelector('hub-timeline .scroller');
  const edge = scroller.getBoundingClientRect().top;
  const items = [...scroller.querySelectorAll('.item')];
  const rows = items.map((item) => ({ n: Number(/message (\\d+) of/.exec(item.textContent)?.[1]), y: item.getBoundingClientRect().top - edge }));
  return {
    top: scroller.scrollTop,
    height: scroller.scrollHeight,
    drawn: items.length,
    rows: rows.filter(({ n }) => n > 0),
  };
})()`;

/** How the timeline looks once nothing in it has moved for some frames. */
export async function timelineAtRest(page: Page): Promise<TimelineLook> {
  return page.evaluate<TimelineLook>(`(async () => {
    let before = '';
    for (let still = 0; still < 6; ) {
      await new Promise((next) => requestAnimationFrame(next));
      const now = JSON.stringify(${looking});
      still = now === before ? still + 1 : 0;
      before = now;
    }
    return JSON.parse(before);
  })()`);
}

/** So many pixels a row that is in both went down. */
export function movedDown(before: TimelineLook, after: TimelineLook): number {
  const shared = before.rows.flatMap(({ n, y }) => after.rows.filter((row) => row.n === n).map((row) => row.y - y));
  const middle = shared[Math.floor(shared.length / 2)];
  if (middle === undefined) throw new Error(`no row is in both: ${JSON.stringify([before, after])}`);
  return middle;
}
