const rememberedLimit = 5000;

/** When events came that have no time of their own. */
export interface Arrivals {
  /** The same each time an event comes: VK repeats one until it is answered, and by both ways when both are on. */
  at(eventId: string | undefined): Date;
}

/** Nothing has come yet. */
export function createArrivals(now: () => Date): Arrivals {
  const first = new Map<string, Date>();
  return {
    at(eventId) {
      if (eventId === undefined) return now();
      const known = first.get(eventId);
      if (known) return known;
      const arrived = now();
      first.set(eventId, arrived);
      const [oldest] = first.keys();
      if (first.size > rememberedLimit && oldest !== undefined) first.delete(oldest);
      return arrived;
    },
  };
}
