/**
 * What goes wrong. `refuse-send`: a message is not taken; `hold-send`: no word about it, ever; `lose-answer`: it is taken, without
 * a word; `no-sync`: a device is let in and never ready;
 * `still-qr`: the code is not renewed any more; `lose-file`: a file is gone; `refuse-upload`: a file is not taken.
 */
export type FaultKind = 'refuse-send' | 'hold-send' | 'lose-answer' | 'no-sync' | 'still-qr' | 'lose-file' | 'refuse-upload';

/** The faults that are on. */
export interface Faults {
  /** Switches a fault on for so many times; until it is cleared when not said. */
  add(fault: { kind: FaultKind; times?: number }): void;
  clear(): void;
  /** True when one strikes now; counted. */
  strikes(kind: FaultKind): boolean;
}

/** No faults yet. */
export function createFaults(): Faults {
  const left = new Map<FaultKind, number>();
  return {
    add: ({ kind, times = Infinity }) => void left.set(kind, times),
    clear: () => left.clear(),
    strikes(kind) {
      const times = left.get(kind) ?? 0;
      if (times <= 0) return false;
      left.set(kind, times - 1);
      return true;
    },
  };
}
