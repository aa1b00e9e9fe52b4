/** What goes wrong. `cut-before`: the line is cut before the call is carried out; `cut-after`: after it, unanswered; `html`: a page instead of JSON. */
export type FaultKind = '429' | '500' | 'html' | 'feedback' | 'checkpoint' | 'logout' | 'cut-before' | 'cut-after' | 'hang';

/** A fault to switch on. */
export interface NewFault {
  kind: FaultKind;
  /** The start of the paths it strikes, such as `/api/v1/direct_v2/inbox`; all when absent. */
  path?: string;
  /** How many calls it strikes before it is gone; all until cleared when absent. */
  times?: number;
  /** Seconds a 429 names; none when absent. */
  retryAfter?: number;
}

/** A fault that is on. */
export interface Fault extends NewFault {
  hits: number;
}

/** The faults that are on. */
export interface Faults {
  add(fault: NewFault): Fault;
  clear(): void;
  /** The fault that strikes this path, counted. */
  strike(path: string): Fault | null;
  /** Resolves when all faults were cleared: a hanging call then goes on. */
  cleared(): Promise<void>;
}

/** No faults yet. */
export function createFaults(): Faults {
  let faults: Fault[] = [];
  let waiting: (() => void)[] = [];
  return {
    add(fault) {
      const added = { ...fault, hits: 0 };
      faults.push(added);
      return added;
    },
    clear() {
      faults = [];
      for (const wake of waiting) wake();
      waiting = [];
    },
    strike(path) {
      const fault = faults.find((one) => path.startsWith(one.path ?? '/'));
      if (!fault) return null;
      fault.hits += 1;
      if (fault.times !== undefined && fault.hits >= fault.times) faults = faults.filter((one) => one !== fault);
      return fault;
    },
    cleared: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
