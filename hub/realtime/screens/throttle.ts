/** Does something for a key soon, and for the same key at most once in a while. */
export interface Throttle {
  ask(key: string): void;
  stop(): void;
}

interface Paces {
  /** From the first asking to the doing, so that what comes together is done together. */
  firstMs: number;
  /** From one doing to the next. */
  everyMs: number;
}

/** Makes one; `work` must not throw. */
export function createThrottle(work: (key: string) => void, { firstMs, everyMs }: Paces): Throttle {
  const waiting = new Map<string, NodeJS.Timeout>();
  const askedAgain = new Set<string>();

  function run(key: string): void {
    work(key);
    const timer = setTimeout(() => {
      waiting.delete(key);
      if (askedAgain.delete(key)) start(key, 0);
    }, everyMs);
    waiting.set(key, timer);
  }

  function start(key: string, ms: number): void {
    waiting.set(
      key,
      setTimeout(() => {
        askedAgain.delete(key);
        run(key);
      }, ms),
    );
  }

  return {
    ask(key) {
      if (waiting.has(key)) askedAgain.add(key);
      else start(key, firstMs);
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      askedAgain.clear();
    },
  };
}
