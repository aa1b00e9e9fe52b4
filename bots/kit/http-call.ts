import { ChannelError } from '../contract/error.ts';

/** How one call to a provider is made, and how its failure is to be read. */
export interface HttpCall {
  /** The provider's name, for the words of an error. */
  provider: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | FormData | URLSearchParams;
  /** True when repeating it does no harm; a lost answer is then `transient` instead of `no-answer`. */
  repeatable?: boolean;
  /** Milliseconds until we stop waiting for the answer; 60 s when absent. */
  timeoutMs?: number;
  signal?: AbortSignal;
  redirect?: 'follow' | 'manual';
  /** Removed from every text that leaves. */
  secrets: readonly string[];
}

/** An answer that came in whole. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const usualTimeoutMs = 60_000;

/** Errors that come before a byte of the request left: the call was surely not carried out. */
const beforeSending =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_INVALID_URL|bad port/;

/** Calls a provider and reads its answer, whatever the status. Throws ChannelError: `transient` when it surely did not get there, `no-answer` when it may have. */
export async function callHttp(url: URL, call: HttpCall): Promise<HttpAnswer> {
  try {
    const response = await ask(url, call);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    throw lostAnswer(error, call);
  }
}

/** Calls a provider for a file: the body is left to be read, whose failures are for `lostAnswer`. Throws as `callHttp` does. */
export async function openHttp(url: URL, call: HttpCall): Promise<Response> {
  try {
    return await ask(url, call);
  } catch (error) {
    throw lostAnswer(error, call);
  }
}

/** Says what became of a call that ended without an answer, or in the middle of one. */
export function lostAnswer(error: unknown, { provider, repeatable, secrets }: HttpCall): ChannelError {
  if (error instanceof ChannelError) return error;
  const words = secrets.reduce((text, secret) => withoutSecret(text, secret), wordsOf(error));
  if (beforeSending.test(words)) return new ChannelError('transient', { detail: `${provider} is out of reach (${words})` });
  return new ChannelError(repeatable ? 'transient' : 'no-answer', { detail: `${provider} gave no answer (${words})` });
}

/** A text without a secret, wherever it stands, as it is or as an address has it. */
export function withoutSecret(text: string, secret: string): string {
  return secret === '' ? text : text.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]');
}

function ask(url: URL, { method = 'GET', headers = {}, body, timeoutMs = usualTimeoutMs, signal, redirect = 'follow' }: HttpCall) {
  const ends = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  return fetch(url, { method, headers, redirect, signal: ends, ...(body !== undefined && { body }) });
}

/** What fetch says lies in the cause: its own message is only that it failed. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'waited too long';
  if (error.name === 'AbortError') return 'given up';
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause ? String(cause.code) : '';
  return [code, cause.message].filter(Boolean).join(': ');
}
