import { z } from 'zod';
import { ChannelError } from '../contract/error.ts';
import type { ChannelErrorReason } from '../contract/error.ts';

/** An error as Graph answers it, and as statuses and messages carry it. */
export const graphError = z.object({
  code: z.number(),
  message: z.string().optional(),
  title: z.string().optional(),
  error_data: z.object({ details: z.string().optional() }).optional(),
});
export type GraphError = z.infer<typeof graphError>;

const minute = 60_000;

/** What each code means for us ("Error codes" of the Cloud API); the codes alone decide, subcodes are no longer sent. */
const codes: Record<ChannelErrorReason, readonly number[]> = {
  'window-closed': [131047],
  // Not on WhatsApp, too old an app, terms not accepted, or blocked: WhatsApp does not say which.
  blocked: [131026],
  'recipient-unknown': [131021, 131030, 131049, 131050, 131062, 130472, 137000],
  'rate-limited': [4, 80007, 130429, 131048, 131056, 131064, 133016],
  'auth-expired': [0, 3, 10, 190, 131005],
  'account-restricted': [368, 130497, 131031, 131037, 131042, 131044, 131045],
  'invalid-content': [
    ...[33, 100, 131008, 131009, 131051],
    ...[132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069],
  ],
  media: [131052, 131053],
  transient: [1, 2, 131000, 131016, 131057, 135000],
  'no-answer': [],
};

/** How long to wait where WhatsApp asks to slow down and names no time: a place in the pair's rate frees every 6 s, account limits take longer. */
const waits: Record<number, number> = { 4: 5 * minute, 80007: 5 * minute, 131048: 15 * minute, 131056: 6000 };

/** Why WhatsApp refused, as the contract says it. */
export function reasonOf({ code }: GraphError, status = 400): ChannelErrorReason {
  const known = Object.entries(codes).find(([, list]) => list.includes(code))?.[0];
  // Our table has the contract's reasons for its keys.
  if (known) return known as ChannelErrorReason;
  if (code >= 200 && code <= 299) return 'auth-expired';
  return reasonOfStatus(status);
}

/** WhatsApp's own words, the longer ones where it has them, with the code that its documentation is searched by. */
export function detailOf({ code, message, title, error_data }: GraphError): string {
  const words = error_data?.details ?? message ?? title ?? 'WhatsApp refused this';
  return words.includes(String(code)) ? words : `${words} (${code})`;
}

/** A refusal of a call. `retryAfterMs` is what a header of the answer asked for. */
export function toChannelError(error: GraphError, status: number, retryAfterMs?: number): ChannelError {
  const reason = reasonOf(error, status);
  const wait = retryAfterMs ?? (reason === 'rate-limited' ? waits[error.code] : undefined);
  return new ChannelError(reason, { detail: detailOf(error), ...(wait !== undefined && { retryAfterMs: wait }) });
}

/** A refusal without an error in it that we can read: a gateway's page, a cut body. */
export function reasonOfStatus(status: number): ChannelErrorReason {
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'transient';
  if (status === 401 || status === 403) return 'auth-expired';
  return status === 413 ? 'media' : 'invalid-content';
}
