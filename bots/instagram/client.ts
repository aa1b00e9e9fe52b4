import { z } from 'zod';
import { ChannelError } from '../contract/error.ts';
import { callHttp } from '../kit/http-call.ts';
import { toChannelError } from './errors.ts';
import { appSecretsOf } from './settings.ts';
import type { InstagramSettings } from './settings.ts';

/** One call of the Graph API. */
export interface GraphCall<Result> {
  /** Below the version, such as `me/messages`. */
  path: string;
  /** Parameters of the address: never a secret. */
  query?: Record<string, string>;
  /** JSON, or a form with a file; with it the call is a POST. */
  body?: object | FormData | URLSearchParams;
  result: z.ZodType<Result>;
  /** True when repeating it does no harm; a lost answer is then `transient` instead of `no-answer`. */
  isRepeatable?: boolean;
  /** Milliseconds until we stop waiting for an answer; 60 s when absent. */
  timeoutMs?: number;
  /** False for the few endpoints that stand beside the versions. */
  isVersioned?: boolean;
}

/** Graph API calls of one account. Rejects with ChannelError only. */
export interface GraphClient {
  call<Result>(call: GraphCall<Result>): Promise<Result>;
  /** Where the API is. */
  readonly root: string;
}

/** A result nobody looks at. */
export const anyResult = z.unknown();

const roots = { instagram: 'https://graph.instagram.com', facebook: 'https://graph.facebook.com' };

/** Makes the client of one account; no I/O. Without an `apiRoot` the login tells the host. */
export function createClient(settings: InstagramSettings, apiRoot: string): GraphClient {
  const root = apiRoot === '' ? roots[settings.login] : apiRoot;
  const secrets = [settings.accessToken, ...appSecretsOf(settings), settings.verifyToken];
  return {
    root,
    async call({ path, query = {}, body, result, isRepeatable = false, timeoutMs, isVersioned = true }) {
      const url = new URL(`${root}/${isVersioned ? `${settings.apiVersion}/` : ''}${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const isForm = body instanceof FormData || body instanceof URLSearchParams;
      const answer = await callHttp(url, {
        provider: 'Instagram',
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${settings.accessToken}`, ...(body && !isForm && { 'content-type': 'application/json' }) },
        ...(body && { body: isForm ? body : JSON.stringify(body) }),
        repeatable: isRepeatable,
        ...(timeoutMs !== undefined && { timeoutMs }),
        redirect: 'manual',
        secrets,
      });
      if (answer.status !== 200) throw toChannelError(answer, secrets);
      return readResult(answer.text, result, isRepeatable);
    },
  };
}

/** What was done can't be told from an answer that makes no sense, so it counts as lost. */
function readResult<Result>(text: string, result: z.ZodType<Result>, isRepeatable: boolean): Result {
  try {
    return result.parse(JSON.parse(text));
  } catch {
    throw new ChannelError(isRepeatable ? 'transient' : 'no-answer', { detail: 'Instagram gave an answer that makes no sense' });
  }
}
