/** How far a list may move under the person's eyes. */
export interface Hold {
  /** The list is scrolled or the pointer is on it: nothing comes in or changes places. */
  order: boolean;
  /** The pointer is on it: nothing goes either, for a row that moves up under a click is another row. */
  rows: boolean;
}

/** What is on screen of a list that moves on. */
export interface Arranged {
  rows: string[];
  /** Rows that don't belong any more and wait to go. */
  leaving: Set<string>;
  /** How many conversations wait to come in or to move up. */
  held: number;
}

/**
 * Puts rows in their order, or, while the list is held, keeps them where they are and counts what waits.
 * `wanted` is the order as it should be; of `now` (what this very person just did) nothing waits; `appended` came with a further page.
 */
export function arrange({
  rows,
  wanted,
  hold,
  now = new Set(),
}: {
  rows: readonly string[];
  wanted: readonly string[];
  hold: Hold;
  now?: ReadonlySet<string>;
}): Arranged {
  if (!hold.order || rows.length === 0) return { rows: [...wanted], leaving: new Set(), held: 0 };
  const belonging = new Set(wanted);
  const stays = (id: string): boolean => belonging.has(id) || (hold.rows && !now.has(id));
  const kept = rows.filter(stays);
  for (const id of wanted) if (now.has(id) && !kept.includes(id)) kept.splice(placeOf(id, kept, wanted), 0, id);
  const shown = new Set(kept);
  const tail = tailOf(wanted, shown);
  return {
    rows: [...kept, ...tail],
    leaving: new Set(kept.filter((id) => !belonging.has(id))),
    held: countHeld(kept, wanted, tail.length),
  };
}

/** A row comes before the first one that follows it in the order as it should be. */
function placeOf(id: string, rows: readonly string[], wanted: readonly string[]): number {
  const after = new Set(wanted.slice(wanted.indexOf(id) + 1));
  const place = rows.findIndex((row) => after.has(row));
  return place < 0 ? rows.length : place;
}

/** What comes after everything on screen moves nothing: a further page goes on at once. */
function tailOf(wanted: readonly string[], shown: ReadonlySet<string>): string[] {
  let from = wanted.length;
  while (from > 0 && !shown.has(wanted[from - 1] ?? '')) from -= 1;
  return wanted.slice(from);
}

/** Conversations that aren't on screen, and those that would move up. */
function countHeld(rows: readonly string[], wanted: readonly string[], tail: number): number {
  const shown = new Set(rows);
  const common = wanted.filter((id) => shown.has(id));
  const belonging = new Set(common);
  const places = new Map(rows.filter((id) => belonging.has(id)).map((id, place) => [id, place]));
  const risen = common.filter((id, place) => place < (places.get(id) ?? place));
  return wanted.length - tail - common.length + risen.length;
}
