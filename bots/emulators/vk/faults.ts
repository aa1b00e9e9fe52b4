import { createFaultList } from '../fault-list.ts';

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
  const faults = createFaultList<NewFault, { method: string; groupId: number | undefined }>((fault, { method, groupId }) =>
    matches(fault, method, groupId),
  );
  return { ...faults, strike: (method, groupId) => faults.strike({ method, groupId }) };
}

function matches(fault: NewFault, method: string, groupId: number | undefined): boolean {
  if (fault.groupId !== undefined && fault.groupId !== groupId) return false;
  if (fault.method === undefined) return true;
  return fault.method.endsWith('*') ? method.startsWith(fault.method.slice(0, -1)) : method === fault.method;
}
