import type { CallName, FaultKind } from './faults.ts';

/** One call, written down before it is carried out. */
export interface LoggedCall {
  seq: number;
  /** Milliseconds of the emulator's clock. */
  at: number;
  method: CallName;
  path: string;
  payload: Record<string, unknown>;
  /** Whether a token stood in the address, where proxies and logs would see it. */
  hasTokenInAddress: boolean;
  /** Whether a token came with it at all. */
  hasToken: boolean;
  /** Whether Meta did what was asked, also where the answer was then cut. */
  isApplied: boolean;
  status?: number;
  fault?: FaultKind;
}

/** The calls so far, oldest first. */
export interface RequestLog {
  readonly entries: readonly LoggedCall[];
  add(call: Omit<LoggedCall, 'seq' | 'isApplied'>): LoggedCall;
  /** Calls of one method, oldest first. */
  of(method: CallName): LoggedCall[];
}

/** An empty log that keeps every call. */
export function createRequestLog(): RequestLog {
  const entries: LoggedCall[] = [];
  return {
    entries,
    add(call) {
      const entry: LoggedCall = { ...call, seq: entries.length + 1, isApplied: false };
      entries.push(entry);
      return entry;
    },
    of: (method) => entries.filter((entry) => entry.method === method),
  };
}
