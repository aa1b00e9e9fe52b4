import type { Row } from './rows.ts';

/** The row an event happened in. */
export function rowOf(event: Event): HTMLElement | null {
  const row = event.target instanceof Element ? event.target.closest('.item') : null;
  return row instanceof HTMLElement ? row : null;
}

/** Where an arrow, Home or End leads from a row; null for any other key, and at an edge. */
export function keyBetween(rows: readonly Row[], from: string | undefined, pressed: string): string | null {
  const at = rows.findIndex(({ key }) => key === from);
  if (at < 0) return null;
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[pressed];
  return to === undefined ? null : (rows[to]?.key ?? null);
}
