import { TelegramError } from 'telegraf';
import { ChannelError } from '../contract/error.ts';
import type { ChannelErrorReason } from '../contract/error.ts';

/** How a failed call is to be read. */
export interface CallKind {
  /** Removed from every text that leaves. */
  token: string;
  /** True when the call may be repeated without harm, so that a lost answer is no doubt. */
  repeatable: boolean;
}

/** Errors that come before a byte of the request left: the call was surely not carried out. */
const beforeSending = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|connect ETIMEDOUT|CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/;

/** What Telegram says in a 400, and what it means for us; the first that fits. */
const refusals: [RegExp, ChannelErrorReason][] = [
  [/chat not found|user not found|peer_id_invalid|input_user_deactivated/i, 'recipient-unknown'],
  [/bot was blocked|user is deactivated|can't initiate|bot can't send messages to bots/i, 'blocked'],
  [
    /file is too big|wrong file|file_id|file reference|temporarily unavailable|webpage_|photo_|video_|image_|media_|sticker_|voice_messages_forbidden|file must be/i,
    'media',
  ],
];

/** Turns whatever a call to Telegram threw into the contract's error, without the bot's token in any of its texts. */
export function toChannelError(error: unknown, call: CallKind): ChannelError {
  if (error instanceof ChannelError) return error;
  if (error instanceof TelegramError) return fromAnswer(error, call);
  const isTimeout = error instanceof Error && error.name === 'AbortError';
  const words = isTimeout ? 'waited too long' : redact(error instanceof Error ? error.message : String(error), call.token);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (beforeSending.test(`${code} ${words}`)) return new ChannelError('transient', { detail: `Telegram is out of reach (${words})` });
  return new ChannelError(call.repeatable ? 'transient' : 'no-answer', { detail: `Telegram gave no answer (${words})` });
}

/** Telegram's words without the token, wherever it stands. */
export function redact(text: string, token: string): string {
  return text.replaceAll(token, '[token]').replaceAll(encodeURIComponent(token), '[token]');
}

function fromAnswer(error: TelegramError, call: CallKind): ChannelError {
  const detail = redact(error.description, call.token);
  if (error.code === 429) {
    return new ChannelError('rate-limited', { detail, retryAfterMs: (error.parameters?.retry_after ?? 1) * 1000 });
  }
  const movedTo = error.parameters?.migrate_to_chat_id;
  return new ChannelError(reasonOf(error.code, detail), { detail, ...(movedTo !== undefined && { movedTo: String(movedTo) }) });
}

/** Telegram answers 404 to a token it can't read and 401 to one it does not know (`telegram.md` section 2.6). */
function reasonOf(code: number, words: string): ChannelErrorReason {
  if (code >= 500) return 'transient';
  if (code === 401 || (code === 404 && !/method/i.test(words))) return 'auth-expired';
  if (code === 403) return 'blocked';
  if (code === 413) return 'media';
  if (code === 409) return 'transient';
  return refusals.find(([pattern]) => pattern.test(words))?.[1] ?? 'invalid-content';
}

/** True when Telegram's refusal says this; compared without case. */
export function isRefusal(error: unknown, words: RegExp): boolean {
  return error instanceof ChannelError && error.detail !== undefined && words.test(error.detail);
}
