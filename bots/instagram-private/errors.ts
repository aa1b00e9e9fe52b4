import { z } from 'zod';
import { ChannelError } from '../contract/error.ts';
import type { ChannelErrorReason } from '../contract/error.ts';
import { sayWhy, type ToldReason } from '../contract/reason.ts';

/** What a call ran into, as far as the account is concerned. */
export type TroubleKind =
  | 'logged-out'
  | 'checkpoint'
  | 'old-version'
  | 'disabled'
  | 'bad-password'
  | 'unknown-user'
  | 'second-factor'
  | 'wrong-code'
  | 'code-over'
  | 'held-back'
  | 'too-quick'
  | 'not-sent'
  | 'no-answer'
  | 'server'
  | 'not-found'
  | 'refused';

/** A failed call, read: what it means, and words that hold no secret. */
export interface Trouble {
  kind: TroubleKind;
  words: string;
  /** Given where the words are our own. */
  why?: ToldReason;
  retryAfterMs?: number;
  /** The answer's HTTP status. */
  status?: number;
  /** Instagram's answer. */
  body?: Record<string, unknown>;
}

const responseError = z.object({
  name: z.string(),
  response: z.object({
    statusCode: z.number(),
    headers: z.record(z.string(), z.unknown()).default({}),
    body: z.unknown(),
  }),
});
const answerBody = z.record(z.string(), z.unknown());

/** Errors that come before a byte of the request left: the call was surely not carried out. */
const beforeSending =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|connect ETIMEDOUT|tunneling socket|CERT|SELF_SIGNED|UNABLE_TO/;

/** Reads whatever a call of the library threw. */
export function readTrouble(error: unknown): Trouble {
  const answered = responseError.safeParse(error);
  if (answered.success) return fromAnswer(answered.data);
  const name = error instanceof Error ? error.name : '';
  if (name === 'IgNoCheckpointError' || name === 'IgChallengeWrongCodeError') {
    return ofOurOwn('wrong-code', sayWhy('instagram-wrong-code'));
  }
  // The library's own error holds the whole request, password and session included: only its code is used.
  const code = codeOf(error);
  if (beforeSending.test(code)) return ofOurOwn('not-sent', sayWhy('instagram-away', { words: code }));
  if (error instanceof SyntaxError) return ofOurOwn('no-answer', sayWhy('instagram-unreadable'));
  return ofOurOwn('no-answer', code === '' ? sayWhy('no-answer') : sayWhy('instagram-no-answer', { words: code }));
}

function ofOurOwn(kind: TroubleKind, why: ToldReason): Trouble {
  return { kind, words: why.reason, why };
}

function fromAnswer({ name, response }: z.infer<typeof responseError>): Trouble {
  const body = answerBody.safeParse(response.body).data ?? {};
  const message = textOf(body['message']);
  const kind = kindOf(response.statusCode, name, message, body);
  const seconds = Number(response.headers['retry-after']);
  const words = textOf(body['feedback_message']) || message;
  return {
    ...(words === ''
      ? ofOurOwn(kind, sayWhy('answered-status', { provider: 'Instagram', status: String(response.statusCode) }))
      : { kind, words }),
    body,
    status: response.statusCode,
    ...(Number.isFinite(seconds) && seconds > 0 && { retryAfterMs: seconds * 1000 }),
  };
}

function kindOf(status: number, name: string, message: string, body: Record<string, unknown>): TroubleKind {
  const type = textOf(body['error_type']);
  if (body['two_factor_required'] === true) return 'second-factor';
  if (message === 'challenge_required') return 'checkpoint';
  if (message === 'checkpoint_required')
    return textOf(body['checkpoint_url']).includes('unsupported_version') ? 'old-version' : 'checkpoint';
  if (message === 'login_required' || message === 'user_has_logged_out') return 'logged-out';
  if (type === 'bad_password') return 'bad-password';
  if (type === 'invalid_user') return 'unknown-user';
  if (type === 'inactive user' || type === 'sentry_block') return 'disabled';
  if (type === 'sms_code_validation_code_invalid' || /check the (security )?code/i.test(message)) return 'wrong-code';
  if (type === 'invalid_identifier' || /challenge is over/i.test(message)) return 'code-over';
  if (message === 'feedback_required' || body['spam'] === true) return 'held-back';
  if (status === 429 || /wait a few minutes/i.test(message)) return 'too-quick';
  if (status >= 500) return 'server';
  return status === 404 || name === 'IgNotFoundError' ? 'not-found' : 'refused';
}

function codeOf(error: unknown): string {
  const found =
    z.object({ code: z.string() }).safeParse(error).data ??
    z.object({ cause: z.object({ code: z.string() }) }).safeParse(error).data?.cause;
  if (found) return found.code === 'ETIMEDOUT' && isConnecting(error) ? 'connect ETIMEDOUT' : found.code;
  return z.object({ message: z.string().regex(/tunneling socket/) }).safeParse(error).success ? 'tunneling socket' : '';
}

/** `request` marks a timeout that struck before the line stood. */
function isConnecting(error: unknown): boolean {
  return [error, z.object({ cause: z.unknown() }).safeParse(error).data?.cause].some(
    (one) => z.object({ connect: z.literal(true) }).safeParse(one).success,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const reasons: Record<TroubleKind, ChannelErrorReason> = {
  'logged-out': 'auth-expired',
  checkpoint: 'auth-expired',
  'old-version': 'auth-expired',
  disabled: 'account-restricted',
  'bad-password': 'auth-expired',
  'unknown-user': 'auth-expired',
  'second-factor': 'auth-expired',
  'wrong-code': 'invalid-content',
  'code-over': 'invalid-content',
  'held-back': 'account-restricted',
  'too-quick': 'rate-limited',
  'not-sent': 'transient',
  'no-answer': 'no-answer',
  server: 'transient',
  'not-found': 'recipient-unknown',
  refused: 'invalid-content',
};

/** The contract's error for a trouble. A lost answer is no doubt where the call may be repeated. */
export function toChannelError({ kind, words, why, retryAfterMs }: Trouble, { repeatable }: { repeatable: boolean }): ChannelError {
  const reason = kind === 'no-answer' && repeatable ? 'transient' : reasons[kind];
  return new ChannelError(reason, { detail: words, ...(why && { why }), ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

/** Thrown within the adapter by a call that failed; never leaves it. */
export class CallFailed extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(`${trouble.kind}: ${trouble.words}`);
    this.name = 'CallFailed';
    this.trouble = trouble;
  }
}
