import { ChannelError } from '../../contract/error.ts';
import type { ChannelErrorReason } from '../../contract/error.ts';

const reasons: [ChannelErrorReason, number[]][] = [
  ['blocked', [7, 900, 901, 902, 945, 950, 983, 985, 987, 988, 1012]],
  ['recipient-unknown', [18, 104, 113, 917, 927, 936]],
  ['rate-limited', [6, 9, 29]],
  ['transient', [1, 10, 36, 43, 995]],
  ['auth-expired', [4, 5, 27, 28, 1116]],
  ['account-restricted', [14, 17, 23, 24, 25, 203]],
  ['media', [22, 105, 121, 129]],
];
const byCode = new Map(reasons.flatMap(([reason, codes]) => codes.map((code) => [code, reason] as const)));

/** How long to wait, in milliseconds: a second for too many calls, minutes for a flood, an hour for a day's quota. */
const waits: Record<number, number> = { 6: 1000, 9: 120_000, 29: 3_600_000 };

/** What a code asks of people, where VK's own words don't say it. */
const hints: Record<number, string> = {
  901: 'the person has to write first, or to allow messages of the community',
  912: 'buttons need "Bot abilities" to be turned on in the community: Manage, Messages, Bot settings',
};

/** Refusals of a token that lacks a right, as opposed to those of one message or chat. */
const lacksRight = /scope|access to call this method|group authorization/i;

/** A refusal of VK in the contract's words; `words` are VK's own, without a secret in them. */
export function refusal(code: number, words: string): ChannelError {
  const hint = hints[code];
  const detail = `${words} (${code}${hint ? `: ${hint}` : ''})`;
  const reason = code === 15 && lacksRight.test(words) ? 'auth-expired' : (byCode.get(code) ?? 'invalid-content');
  const retryAfterMs = waits[code];
  return new VkRefusal(code, reason, detail, retryAfterMs);
}

/** A refusal whose code somebody may want to look at. */
export class VkRefusal extends ChannelError {
  readonly code: number;

  constructor(code: number, reason: ChannelErrorReason, detail: string, retryAfterMs: number | undefined) {
    super(reason, { detail, ...(retryAfterMs !== undefined && { retryAfterMs }) });
    this.code = code;
  }
}

/** True when VK refused with one of these codes. */
export function isRefusal(error: unknown, ...codes: number[]): boolean {
  return error instanceof VkRefusal && codes.includes(error.code);
}
