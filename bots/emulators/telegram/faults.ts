/** What goes wrong. `cut-before`: the connection is cut before the call is carried out; `cut-after-accept`: after it, unanswered. */
export const faultKinds = ['429', '500', 'hang', 'cut-before', 'cut-after-accept'] as const;

/** One kind of fault. */
export type FaultKind = (typeof faultKinds)[number];

/** A fault to switch on; each field narrows what it strikes. */
export interface NewFault {
  /** The bot's id or username. */
  bot?: number | string | undefined;
  /** A method, or a prefix with a star (`send*`). */
  method?: string | undefined;
  chatId?: number | undefined;
  kind: FaultKind;
  /** Seconds named by a 429; 1 by default. */
  retryAfter?: number | undefined;
  /** How many calls it strikes before it is gone; all until removed by default. */
  times?: number | undefined;
}

/** A fault that is on. */
export interface Fault extends NewFault {
  id: number;
  /** How many calls it has struck. */
  hits: number;
}

/** A call as faults look at it. */
export interface FaultTarget {
  botId: number;
  username: string | undefined;
  method: string;
  chatId: number | undefined;
}

/** The faults that are on. */
export interface Faults {
  add(fault: NewFault): Fault;
  list(): Fault[];
  remove(id: number): boolean;
  clear(): void;
  /** The fault that strikes this call, counted. */
  strike(target: FaultTarget): Fault | null;
  /** Resolves when `fault` is removed: a hanging call then goes on. */
  removal(fault: Fault, signal: AbortSignal): Promise<void>;
}

/** No faults yet; `changed` is called on every change. */
export function createFaults(changed: () => void): Faults {
  const faults = new Map<number, Fault>();
  const removals = new Map<number, Set<() => void>>();
  let lastId = 0;

  const release = (id: number): void => {
    for (const wake of removals.get(id) ?? []) wake();
    removals.delete(id);
  };
  return {
    add(fault) {
      const added: Fault = { ...fault, id: ++lastId, hits: 0 };
      faults.set(added.id, added);
      changed();
      return added;
    },
    list: () => [...faults.values()],
    remove(id) {
      const existed = faults.delete(id);
      release(id);
      if (existed) changed();
      return existed;
    },
    clear() {
      const ids = [...faults.keys(), ...removals.keys()];
      faults.clear();
      for (const id of ids) release(id);
      changed();
    },
    strike(target) {
      for (const fault of faults.values()) {
        if (!matches(fault, target)) continue;
        fault.hits++;
        if (fault.times !== undefined && fault.hits >= fault.times) faults.delete(fault.id);
        changed();
        return fault;
      }
      return null;
    },
    removal(fault, signal) {
      return new Promise((resolve) => {
        const wakers = removals.get(fault.id) ?? new Set();
        removals.set(fault.id, wakers);
        wakers.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted) resolve();
      });
    },
  };
}

function matches(fault: NewFault, target: FaultTarget): boolean {
  if (fault.bot !== undefined && fault.bot !== target.botId && fault.bot !== target.username) return false;
  if (fault.chatId !== undefined && fault.chatId !== target.chatId) return false;
  if (fault.method === undefined) return true;
  const wanted = fault.method.toLowerCase();
  const method = target.method.toLowerCase();
  return wanted.endsWith('*') ? method.startsWith(wanted.slice(0, -1)) : method === wanted;
}
