interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** More than this many pages of 200 is no list to read whole. */
const mostPages = 10;

/** Reads a list of the hub from its first to its last page, 2,000 items at most. */
export async function readAll<Item>(read: (paging: { limit: number; cursor?: string }) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor }: Page<Item> = await read({ limit: 200, ...(cursor !== null && { cursor }) });
    all.push(...items);
    cursor = nextCursor;
    if (cursor === null) break;
  }
  return all;
}
