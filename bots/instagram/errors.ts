import { z } from 'zod';
import { ChannelError } from '../contract/error.ts';
import type { ChannelErrorReason } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import { withoutSecret } from '../kit/http-call.ts';
import type { HttpAnswer } from '../kit/http-call.ts';

const refusal = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number().default(0),
    error_subcode: z.number().optional(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
});
type Refusal = z.infer<typeof refusal>['error'];

/** What a subcode means, whatever the code: it is the finer of the two (`channels.md` 3.7). */
const bySubcode: Record<number, ChannelErrorReason> = {
  2018278: 'window-closed',
  2534022: 'window-closed',
  1545041: 'blocked',
  2018001: 'recipient-unknown',
  2534014: 'recipient-unknown',
  // The customer put the conversation away or deleted it.
  2534001: 'recipient-unknown',
  2018047: 'media',
  2534013: 'rate-limited',
  1545133: 'transient',
};

/** What a code means; of a range (200 to 299) `reasonOf` knows. */
const byCode: Record<number, ChannelErrorReason> = {
  1: 'transient',
  // Also said of a customer who blocked the account; a block usually has its own code.
  2: 'transient',
  3: 'auth-expired',
  4: 'rate-limited',
  10: 'auth-expired',
  17: 'rate-limited',
  32: 'rate-limited',
  102: 'auth-expired',
  190: 'auth-expired',
  368: 'account-restricted',
  551: 'blocked',
  613: 'rate-limited',
  1200: 'transient',
};

/** Turns an answer that is no success into the contract's error, with Instagram's words and without the secrets in any of them. */
export function toChannelError({ status, headers, text }: HttpAnswer, secrets: readonly string[]): ChannelError {
  const error = readRefusal(text);
  const said = error?.error_user_msg ?? error?.message ?? '';
  const words = secrets.reduce(withoutSecret, said.slice(0, 500));
  const retryAfterMs = retryAfter(headers.get('retry-after'));
  return new ChannelError(reasonOf(status, error), {
    ...(words === '' ? { why: sayWhy('answered-status', { provider: 'Instagram', status: String(status) }) } : { detail: words }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function readRefusal(text: string): Refusal | undefined {
  try {
    return refusal.parse(JSON.parse(text)).error;
  } catch {
    return undefined; // an answer of something on the way, such as a proxy's page
  }
}

function reasonOf(status: number, error: Refusal | undefined): ChannelErrorReason {
  if (status === 429) return 'rate-limited';
  if (!error) return status >= 500 ? 'transient' : status === 401 ? 'auth-expired' : 'invalid-content';
  const { code, error_subcode: subcode, message, is_transient: isTransient } = error;
  if (/outside (of )?(the )?allowed window|human.?agent/i.test(message)) return 'window-closed';
  const known = (subcode === undefined ? undefined : bySubcode[subcode]) ?? byCode[code];
  if (known) return known;
  // Permissions that the app lost or never had.
  if (code >= 200 && code < 300) return 'auth-expired';
  if (isTransient === true || status >= 500) return 'transient';
  if (status === 401) return 'auth-expired';
  return /attachment|upload|media/i.test(message) ? 'media' : 'invalid-content';
}

/** Seconds of the header in milliseconds; undefined where there is none that can be read. */
function retryAfter(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}
