/** One call, written down before it is carried out. */
export interface LoggedRequest {
  seq: number;
  /** As faults name it. */
  method: string;
  phoneNumberId?: string | undefined;
  /** Whom a message goes to. */
  to?: string | undefined;
  body: unknown;
  /** The status it was answered with; absent while it runs, or when it was cut. */
  status?: number;
  /** Whether the emulated WhatsApp carried it out, also where the answer was then cut. */
  isApplied: boolean;
  /** The message it made. */
  messageId?: string;
}

/** The calls so far, oldest first. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  of(method: string): LoggedRequest[];
  add(entry: Omit<LoggedRequest, 'seq' | 'isApplied'>): LoggedRequest;
  clear(): void;
}

/** A log that keeps everything until it is cleared. */
export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  let seq = 0;
  return {
    entries,
    of: (method) => entries.filter((entry) => entry.method === method),
    add(given) {
      const entry: LoggedRequest = { ...given, seq: ++seq, isApplied: false };
      entries.push(entry);
      return entry;
    },
    clear() {
      entries.length = 0;
    },
  };
}
