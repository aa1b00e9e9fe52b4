/** Messages that were seen lately, in memory: what asking Instagram once more would tell. */
export interface RecentItems {
  note(item: { id: string; clientContext: string }): void;
  /** The message that was sent with this context. */
  sentAs(clientContext: string): string | undefined;
  /** The context a message was sent with. */
  contextOf(itemId: string): string | undefined;
}

const limit = 5000;

/** Remembers up to 5,000 messages, the oldest are forgotten first. */
export function createRecentItems(): RecentItems {
  const byContext = new Map<string, string>();
  const byItem = new Map<string, string>();
  const put = (map: Map<string, string>, key: string, value: string) => {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > limit && oldest !== undefined) map.delete(oldest);
  };
  return {
    note({ id, clientContext }) {
      if (clientContext === '') return;
      put(byContext, clientContext, id);
      put(byItem, id, clientContext);
    },
    sentAs: (clientContext) => byContext.get(clientContext),
    contextOf: (itemId) => byItem.get(itemId),
  };
}
