import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import { callHttp, withoutSecret } from '../../kit/http-call.ts';
import type { HttpAnswer } from '../../kit/http-call.ts';
import { createRateBudget } from '../../kit/rate-budget.ts';
import { refusal } from './errors.ts';
import { apiVersion, callsPerSecond } from '../limits.ts';

/** What a call is given; what is undefined is left out. */
export type Parameters = Record<string, string | number | undefined>;

/** API calls of one community. Rejects with ChannelError only. */
export interface VkClient {
  /**
   * Calls a method and parses what stands under `response`. Every call we make may be repeated (`messages.send` has its `random_id`), so a
   * lost answer is `transient`.
   */
  call<Result>(method: string, parameters: Parameters, response: z.ZodType<Result>, signal?: AbortSignal): Promise<Result>;
  /** Removed from every text that leaves. */
  readonly secrets: readonly string[];
}

/** A result nobody looks at. */
export const anyResponse = z.unknown();

const answer = z.union([
  z.object({ error: z.object({ error_code: z.number(), error_msg: z.string().default('') }) }),
  z.object({ response: z.unknown() }),
]);

/** Makes the client of one community; no I/O. `apiRoot` has no trailing slash. Calls are spread, so that VK does not see too many at once. */
export function createClient(token: string, apiRoot: string): VkClient {
  const rate = { perSecond: callsPerSecond, burst: 2 };
  const budget = createRateBudget({ account: rate, key: rate, now: () => performance.now() });
  const secrets = [token];
  return {
    secrets,
    async call(method, parameters, response, signal) {
      for (let waitMs = budget.take(''); waitMs > 0; waitMs = budget.take('')) await wait(waitMs);
      const body = new URLSearchParams({ access_token: token, v: apiVersion });
      for (const [name, value] of Object.entries(parameters)) if (value !== undefined) body.set(name, String(value));
      const url = new URL(`${apiRoot}/method/${method}`);
      const call = { provider: 'VK', method: 'POST' as const, body, repeatable: true, secrets, ...(signal && { signal }) };
      return read(method, await callHttp(url, call), response, secrets);
    },
  };
}

/** VK refuses with status 200; anything else comes from what stands before it. */
function read<Result>(method: string, { status, text }: HttpAnswer, response: z.ZodType<Result>, secrets: readonly string[]): Result {
  if (status === 429) throw new ChannelError('rate-limited', { detail: 'VK asks to slow down (429)', retryAfterMs: 1000 });
  const parsed = answer.safeParse(parseJson(text));
  if (!parsed.success) throw new ChannelError('transient', { detail: `VK gave no answer to ${method} that can be read (${status})` });
  if ('error' in parsed.data) {
    const { error_code, error_msg } = parsed.data.error;
    throw refusal(error_code, secrets.reduce(withoutSecret, error_msg));
  }
  const result = response.safeParse(parsed.data.response);
  if (!result.success) throw new ChannelError('transient', { detail: `VK answered ${method} in a way that is not known` });
  return result.data;
}

/** Undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
