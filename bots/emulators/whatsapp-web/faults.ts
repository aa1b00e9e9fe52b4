/**
 * What goes wrong. With messages of the account: `reload`: the page begins anew while it shows typing; `refuse-send`: a message is not taken;
 * `hold-send`: no word about it, ever; `lose-answer`: it is taken, without a word; `cut-before` and `cut-after`: the page begins anew before
 * the message was taken, and after.
 * With messages of people: `tell-twice`: a page is told of one again; `tell-late`: only after the next one.
 * With a device: `no-sync`: it is let in and never ready; `still-qr`: the code is not renewed any more.
 * With files: `lose-file`: one is gone; `refuse-upload`: one is not taken; `media-down`: the servers give and take none.
 */
export type FaultKind =
  | 'reload'
  | 'refuse-send'
  | 'hold-send'
  | 'lose-answer'
  | 'cut-before'
  | 'cut-after'
  | 'tell-twice'
  | 'tell-late'
  | 'no-sync'
  | 'still-qr'
  | 'lose-file'
  | 'refuse-upload'
  | 'media-down';

/** A fault that was switched on. */
export interface Fault {
  /** How often it struck. */
  readonly hits: number;
}

/** The faults that are on. */
export interface Faults {
  /** Switches a fault on for so many times; until it is cleared when not said. */
  add(fault: { kind: FaultKind; times?: number }): Fault;
  clear(): void;
  /** True when one strikes now; counted. */
  strikes(kind: FaultKind): boolean;
}

/** No faults yet. */
export function createFaults(): Faults {
  const on = new Map<FaultKind, { times: number; hits: number }>();
  return {
    add({ kind, times = Infinity }) {
      const fault = { times, hits: 0 };
      on.set(kind, fault);
      return fault;
    },
    clear: () => on.clear(),
    strikes(kind) {
      const fault = on.get(kind);
      if (!fault || fault.hits >= fault.times) return false;
      fault.hits += 1;
      return true;
    },
  };
}
