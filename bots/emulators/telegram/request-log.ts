import type { WireObject } from './wire.ts';
import type { NewFile } from './world/files.ts';

/** How a call ended; a call without an outcome was accepted and is not finished, or its process died with it. */
export interface RequestOutcome {
  ok: boolean;
  errorCode?: number | undefined;
  description?: string | undefined;
  /** Ids of the messages that the call made or changed. */
  messageIds?: number[] | undefined;
  /** Whether the emulated Telegram carried the call out, also where the answer was then cut or replaced by a fault. */
  isApplied: boolean;
  /** The fault that stood in the way, if any. */
  fault?: string | undefined;
}

/** One call of a bot, written down before it is carried out. */
export interface LoggedRequest {
  seq: number;
  /** Milliseconds of the emulator's clock. */
  at: number;
  botId: number | null;
  token: string;
  method: string;
  /** Parameters; files as name, type and size. */
  payload: WireObject;
  chatId?: number | undefined;
  finishedAt?: number | undefined;
  outcome?: RequestOutcome | undefined;
  /** Whether the whole answer left the emulator; false when the client was gone first. */
  isAnswered: boolean;
}

/** The calls so far, oldest first. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  add(entry: Omit<LoggedRequest, 'seq' | 'isAnswered'>): LoggedRequest;
  /** Calls of one method, oldest first. */
  of(method: string): LoggedRequest[];
  /** Calls later than `seq`. */
  after(seq: number): LoggedRequest[];
  clear(): void;
}

/** A log that keeps the last `limit` calls; getUpdates is left out unless asked for, since polling would flush the rest. */
export function createRequestLog(limit: number): RequestLog {
  let entries: LoggedRequest[] = [];
  let seq = 0;
  return {
    get entries() {
      return entries;
    },
    add(fields) {
      const entry: LoggedRequest = { ...fields, seq: ++seq, isAnswered: false };
      entries.push(entry);
      // Trimmed in large steps: one shift per call would copy the array each time.
      if (entries.length > limit * 1.25 + 16) entries = entries.slice(-limit);
      return entry;
    },
    of: (method) => entries.filter((entry) => entry.method.toLowerCase() === method.toLowerCase()),
    after(after) {
      const first = entries[0]?.seq ?? 0;
      return entries.slice(Math.max(0, after - first + 1));
    },
    clear() {
      entries = [];
    },
  };
}

/** Parameters as logged: each uploaded file as its name, type and size. */
export function describePayload(parameters: WireObject, files: ReadonlyMap<string, NewFile>): WireObject {
  if (files.size === 0) return parameters;
  const described = [...files].map(([field, { name, mime, bytes }]): [string, unknown] => [field, { name, mime, size: bytes.length }]);
  return { ...parameters, ...Object.fromEntries<unknown>(described) };
}
