import type { VirtualItem, Virtualizer } from '@tanstack/lit-virtual';
import type { Row } from './rows.ts';

/** Tells whose change of size is made up for by scrolling, so that what the reader looks at stays where it is. */
export class PlaceKeeper {
  /** Rows that were the first in memory, and have no day and no name above them any more since older ones came. */
  readonly #joints = new Set<unknown>();

  /** Notes what the rows became. */
  notice(before: readonly Row[], after: readonly Row[]): void {
    const first = before[0]?.key;
    if (first !== undefined && after[0]?.key !== first) this.#joints.add(first);
  }

  /** True for a row whose size, other than it was, moves what is read. */
  isAboveReader(item: VirtualItem, view: Virtualizer<HTMLElement, HTMLElement>): boolean {
    const offset = (view.scrollOffset ?? 0) + view.scrollAdjustments;
    const isInSightOrAbove = item.start < offset + (view.scrollRect?.height ?? 0);
    if (this.#joints.delete(item.key)) return isInSightOrAbove;
    if (view.itemSizeCache.has(item.key)) return item.start + item.size <= offset;
    // What comes into sight on the way up has below it what was read before. At the very top there is nothing to keep.
    return view.scrollDirection === 'backward' && offset > 0 ? isInSightOrAbove : item.start < offset;
  }
}
