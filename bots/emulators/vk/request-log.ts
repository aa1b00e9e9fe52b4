/** A call of the API as it came. */
export interface LoggedCall {
  method: string;
  groupId: number;
  params: Record<string, string>;
  /** VK's code when it refused; 0 when it was carried out, undefined while it is not known or when the line was cut. */
  code?: number;
}

/** All calls so far, without their tokens. */
export interface RequestLog {
  entries: LoggedCall[];
  of(method: string): LoggedCall[];
  add(method: string, groupId: number, params: URLSearchParams): LoggedCall;
}

/** An empty log. */
export function createRequestLog(): RequestLog {
  const entries: LoggedCall[] = [];
  return {
    entries,
    of: (method) => entries.filter((entry) => entry.method === method),
    add(method, groupId, params) {
      const shown = Object.fromEntries([...params].filter(([name]) => name !== 'access_token'));
      const entry: LoggedCall = { method, groupId, params: shown };
      entries.push(entry);
      return entry;
    },
  };
}
