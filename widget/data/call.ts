import type { z } from 'zod';
import type { Endpoint } from '../../hub/api/endpoint.ts';
import type { widgetApiRoot } from '../../hub/api/widget/calls.ts';

const root: typeof widgetApiRoot = '/api/widget/v1';
/** No answer for so long is none. */
const answerWithinMs = 30_000;

/** What an endpoint answers with; the hub has checked it. */
export type Answer<E extends Endpoint> = E extends { view?: infer View } ? (View extends z.ZodType ? z.output<View> : undefined) : never;
/** What an endpoint takes as its body. */
export type Body<E extends Endpoint> = E extends { body?: infer Input } ? (Input extends z.ZodType ? z.input<Input> : undefined) : never;

/** The hub refused a call, or could not be reached (`status` 0). */
export class CallFailed extends Error {
  readonly status: number;
  /** A code of the hub's public table; empty when it was not the hub that answered. */
  readonly code: string;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.name = 'CallFailed';
    this.status = status;
    this.code = code;
  }

  /** It may do later what it can't now. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Calls the hub; `token` is who calls. Throws CallFailed. */
export async function call<E extends Endpoint>(
  method: E['method'],
  path: string,
  { token, body, query = {} }: { token?: string | undefined; body?: Body<E>; query?: Record<string, string | number | undefined> } = {},
): Promise<Answer<E>> {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const search = new URLSearchParams(given).toString();
  let response: Response;
  try {
    response = await fetch(`${root}${path}${search && `?${search}`}`, {
      method: method.toUpperCase(),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch {
    throw new CallFailed(0, ''); // nobody answered
  }
  if (!response.ok) throw await failureOf(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer<E>; // the hub's answer to this endpoint
}

/** Uploads a file, telling how far it is (0 to 1). Throws CallFailed; aborted: with code `aborted`. */
export function upload<E extends Endpoint>(
  path: string,
  { token, file, signal, onProgress }: { token: string; file: File; signal: AbortSignal; onProgress: (part: number) => void },
): Promise<Answer<E>> {
  return new Promise((resolve, reject) => {
    // fetch can't tell how far an upload is.
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file, file.name);
    request.open('POST', root + path);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300)
        resolve(request.response as Answer<E>); // as above
      else reject(new CallFailed(request.status, codeOf(request.response)));
    };
    request.onerror = () => reject(new CallFailed(0, ''));
    request.onabort = () => reject(new CallFailed(0, 'aborted'));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

async function failureOf(response: Response): Promise<CallFailed> {
  return new CallFailed(response.status, codeOf(await response.json().catch(() => null)));
}

function codeOf(answer: unknown): string {
  const error = (answer as { error?: { code?: unknown } } | null)?.error;
  return typeof error?.code === 'string' ? error.code : '';
}
