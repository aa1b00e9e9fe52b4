import { z } from 'zod';
import { ChannelError } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import { callHttp, openHttp, withoutSecret } from '../kit/http-call.ts';
import type { HttpCall } from '../kit/http-call.ts';
import { graphError, reasonOfStatus, toChannelError } from './errors.ts';
import type { WhatsAppSettings } from './settings.ts';

/** How one call is made. */
interface CallOptions {
  /** True when repeating it does no harm; a lost answer is then `transient` instead of `no-answer`. */
  repeatable?: boolean;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Calls of the Graph API for one number. Rejects with ChannelError only. */
export interface WhatsAppClient {
  readonly phoneNumberId: string;
  /** Reads a node or an edge; `path` is what follows the version. */
  get<Result>(path: string, query: Record<string, string>, result: z.ZodType<Result>, options?: CallOptions): Promise<Result>;
  post<Result>(path: string, body: object, result: z.ZodType<Result>, options?: CallOptions): Promise<Result>;
  upload<Result>(path: string, form: FormData, result: z.ZodType<Result>, options?: CallOptions): Promise<Result>;
  /** Opens an address that WhatsApp gave us for a file; the token goes to that host only, never along with a redirect to another. */
  open(url: URL, signal: AbortSignal): Promise<Response>;
  /** How `open`'s failures are read once its body breaks off. */
  readonly fileCall: HttpCall;
}

/** An answer nobody looks at. */
export const anyResult = z.unknown();

const refusal = z.object({ error: graphError });
const mostRedirects = 5;

/** Makes the client of one number; no I/O. `apiRoot` has no trailing slash and may have a path. */
export function createClient(
  {
    phoneNumberId,
    accessToken,
    appSecret,
    apiVersion,
  }: Pick<WhatsAppSettings, 'phoneNumberId' | 'accessToken' | 'appSecret' | 'apiVersion'>,
  apiRoot: string,
): WhatsAppClient {
  const secrets = [accessToken, appSecret];
  const authorization = `Bearer ${accessToken}`;
  const fileCall: HttpCall = { provider: 'WhatsApp', secrets, repeatable: true };

  async function call<Result>(path: string, query: Record<string, string>, result: z.ZodType<Result>, given: Partial<HttpCall>) {
    const url = new URL(`${apiRoot}/${apiVersion}/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = { ...given.headers, authorization };
    const { status, headers: answered, text } = await callHttp(url, { provider: 'WhatsApp', secrets, ...given, headers });
    const body = parseJson(text);
    if (status >= 400) throw refused(body, status, waitOf(answered), secrets);
    const read = result.safeParse(body);
    if (read.success) return read.data;
    // Taken, but not to be understood: whether it was carried out is as unknown as without an answer.
    const detail = `WhatsApp's answer can't be read (${status})`;
    throw new ChannelError(given.repeatable ? 'transient' : 'no-answer', { detail });
  }

  return {
    phoneNumberId,
    fileCall,
    get: (path, query, result, options) => call(path, query, result, { repeatable: true, ...options }),
    post: (path, body, result, options) =>
      call(path, {}, result, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), ...options }),
    upload: (path, form, result, options) => call(path, {}, result, { method: 'POST', body: form, ...options }),
    async open(first, signal) {
      let url = first;
      for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        const headers: Record<string, string> = url.host === first.host ? { authorization } : {};
        const response = await openHttp(url, { ...fileCall, headers, signal, redirect: 'manual' });
        const target = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
        if (target === null) return response;
        await response.body?.cancel();
        url = new URL(target, url);
      }
      throw new ChannelError('media', { detail: 'WhatsApp sent us from address to address for a file' });
    },
  };
}

function refused(body: unknown, status: number, retryAfterMs: number | undefined, secrets: readonly string[]): ChannelError {
  const known = refusal.safeParse(body);
  if (!known.success) {
    const reason = reasonOfStatus(status);
    return new ChannelError(reason, {
      why: sayWhy('answered-status', { provider: 'WhatsApp', status: String(status) }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  const clean = (words: string | undefined) => secrets.reduce((text, secret) => withoutSecret(text, secret), words ?? '');
  const { error } = known.data;
  const details = error.error_data?.details;
  return toChannelError(
    {
      code: error.code,
      ...(error.message !== undefined && { message: clean(error.message) }),
      ...(details !== undefined && { error_data: { details: clean(details) } }),
    },
    status,
    retryAfterMs,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds of a Retry-After in seconds; undefined where there is none. */
function waitOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
