/** Reads that many ask for at once, as after a reconnect of everybody, made once. */
export interface SharedReads {
  /**
   * The result of a read that begins after this call, shared with all who ask for the same key until it begins: whoever joined a room
   * before asking misses nothing.
   */
  read<Result>(key: string, read: () => Promise<Result>): Promise<Result>;
}

interface Line {
  running: Promise<unknown>;
  next: Promise<unknown> | null;
}

/** Makes a set of shared reads; a key always stands for results of one type. */
export function createSharedReads(): SharedReads {
  const lines = new Map<string, Line>();

  function begin(key: string, read: () => Promise<unknown>): Promise<unknown> {
    // Called at once, and made a promise: a query of mongoose runs anew whenever it is waited for.
    const running = (async () => read())();
    const line: Line = { running, next: null };
    lines.set(key, line);
    const end = () => {
      if (lines.get(key) === line && line.next === null) lines.delete(key);
    };
    running.then(end, end);
    return running;
  }

  return {
    read<Result>(key: string, read: () => Promise<Result>) {
      const line = lines.get(key);
      if (!line) return begin(key, read) as Promise<Result>; // what `read` gives
      const again = () => begin(key, read);
      line.next ??= line.running.then(again, again);
      return line.next as Promise<Result>; // the same key has the same type
    },
  };
}
