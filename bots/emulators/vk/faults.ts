/**
 * What goes wrong. `cut-before`: the connection is cut before the call is carried out; `cut-after`: after it, unanswered; `error`: VK refuses with
 * `code`; `html`: a page of the web server instead of an answer.
 */
export const faultKinds = ['error', '500', '429', 'html', 'cut-before', 'cut-after'] as const;

/** One kind of fault. */
export type FaultKind = (typeof faultKinds)[number];

/** A fault to switch on; each field narrows what it strikes. */
export interface NewFault {
  /** A method (`messages.send`), `upload:photo`, `upload:doc`, `file` or `lp`; or a prefix with a star (`messages.*`). */
  method?: string | undefined;
  groupId?: number | undefined;
  kind: FaultKind;
  /** The code of an `error`; 10 by default. */
  code?: number | undefined;
  /** How many calls it strikes before it is gone; all until removed by default. */
  times?: number | undefined;
}

/** A fault that is on. */
export interface Fault extends NewFault {
  id: number;
  /** How many calls it has struck. */
  hits: number;
}

/** The faults that are on. */
export interface Faults {
  add(fault: NewFault): Fault;
  list(): Fault[];
  remove(id: number): boolean;
  clear(): void;
  /** The fault that strikes this call, counted. */
  strike(method: string, groupId: number | undefined): Fault | null;
}

/** No faults yet. */
export function createFaults(): Faults {
  const faults = new Map<number, Fault>();
  let lastId = 0;
  return {
    add(fault) {
      const added: Fault = { ...fault, id: (lastId += 1), hits: 0 };
      faults.set(added.id, added);
      return added;
    },
    list: () => [...faults.values()],
    remove: (id) => faults.delete(id),
    clear: () => faults.clear(),
    strike(method, groupId) {
      for (const fault of faults.values()) {
        if (!matches(fault, method, groupId)) continue;
        fault.hits += 1;
        if (fault.times !== undefined && fault.hits >= fault.times) faults.delete(fault.id);
        return fault;
      }
      return null;
    },
  };
}

function matches(fault: NewFault, method: string, groupId: number | undefined): boolean {
  if (fault.groupId !== undefined && fault.groupId !== groupId) return false;
  if (fault.method === undefined) return true;
  return fault.method.endsWith('*') ? method.startsWith(fault.method.slice(0, -1)) : method === fault.method;
}
