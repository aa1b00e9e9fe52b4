import { createFaultList } from '../fault-list.ts';

/**
 * What goes wrong. `cut-before`: the connection is cut before the call is carried out; `cut-after-accept`: after it, unanswered; `refuse`: with
 * `code`; `expire`: the address of a file has just run out.
 */
export type FaultKind = '429' | '500' | 'hang' | 'cut-before' | 'cut-after-accept' | 'refuse' | 'expire';

/** A fault to switch on; each field narrows what it strikes. */
export interface NewFault {
  kind: FaultKind;
  /** What is asked for: `messages`, `read`, `media`, `media-info`, `file`, `node`, `templates`, `subscribe`. */
  method?: string;
  phoneNumberId?: string;
  /** Whom a message goes to. */
  to?: string;
  /** WhatsApp's code of a `refuse`. */
  code?: number;
  /** Seconds that a 429 names; none by default, as WhatsApp names none. */
  retryAfter?: number;
  /** How many calls it strikes before it is gone; all until removed by default. */
  times?: number;
}

/** A fault that is on, and how many calls it has struck. */
export interface Fault extends NewFault {
  id: number;
  hits: number;
}

/** A call as faults look at it. */
export interface FaultTarget {
  method: string;
  phoneNumberId?: string | undefined;
  to?: string | undefined;
}

/** The faults that are on. */
export interface Faults {
  add(fault: NewFault): Fault;
  list(): Fault[];
  remove(id: number): void;
  clear(): void;
  /** The fault that strikes this call, counted. */
  strike(target: FaultTarget): Fault | null;
  /** Resolves when the fault is removed: a hanging call then goes on. */
  removal(fault: Fault): Promise<void>;
}

/** No faults yet. */
export function createFaults(): Faults {
  const faults = createFaultList(matches);
  const waiting = new Map<number, (() => void)[]>();
  const remove = (id: number): void => {
    faults.remove(id);
    for (const wake of waiting.get(id) ?? []) wake();
    waiting.delete(id);
  };
  return {
    ...faults,
    remove,
    clear() {
      for (const { id } of faults.list()) remove(id);
      // One that has struck for the last time may still hold calls up.
      for (const id of waiting.keys()) remove(id);
    },
    removal: (fault) => new Promise((resolve) => waiting.set(fault.id, [...(waiting.get(fault.id) ?? []), resolve])),
  };
}

function matches(fault: NewFault, { method, phoneNumberId, to }: FaultTarget): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.phoneNumberId !== undefined && fault.phoneNumberId !== phoneNumberId) return false;
  return fault.to === undefined || fault.to === to;
}
