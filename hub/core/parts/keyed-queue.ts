/** Runs tasks of one key one after another and tasks of different keys side by side, within this process. */
export interface KeyedQueue {
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>;
  /** Keys that have something running or waiting. */
  readonly size: number;
}

/** Makes a queue; a failed task never holds up the next of its key. */
export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, task) {
      const before = tails.get(key);
      const run = before ? before.then(task, task) : task();
      tails.set(key, run);
      const forget = () => {
        if (tails.get(key) === run) tails.delete(key);
      };
      run.then(forget, forget);
      return run;
    },
    get size() {
      return tails.size;
    },
  };
}
