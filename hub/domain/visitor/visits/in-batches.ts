/** What one command to the database takes without holding up others for long. */
const batchSize = 5_000;

/** Does something with some thousand items after another; what comes after a batch that failed is not begun. */
export async function inBatches<Item>(items: readonly Item[], work: (batch: Item[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += batchSize) await work(items.slice(from, from + batchSize));
}
