import { GrammyError, HttpError } from 'grammy';
import { SendRefused } from '../console.ts';

/** What Telegram's refusal means for us; texts are Telegram's own, which has no finer codes. */
export type TelegramRefusal =
  'flood' | 'topic-lost' | 'topic-closed' | 'not-modified' | 'message-lost' | 'gone' | 'moved' | 'too-large' | 'away' | 'other';

const byText: [RegExp, TelegramRefusal][] = [
  [/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i, 'topic-lost'],
  [/TOPIC_CLOSED/i, 'topic-closed'],
  [/message is not modified|TOPIC_NOT_MODIFIED/i, 'not-modified'],
  [
    /message to (edit|delete|be replied|reply|react|pin) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID|message not found/i,
    'message-lost',
  ],
  [/bot was blocked|user is deactivated|can't initiate|bot was kicked|bot is not a member|chat not found/i, 'gone'],
  [/too big|too large|Entity Too Large/i, 'too-large'],
];

/** Reads a failed call of the Bot API. */
export function readRefusal(error: unknown): TelegramRefusal {
  if (error instanceof HttpError) return 'away';
  if (!(error instanceof GrammyError)) return 'other';
  if (error.error_code === 429) return 'flood';
  if (error.parameters.migrate_to_chat_id !== undefined) return 'moved';
  const found = byText.find(([pattern]) => pattern.test(error.description));
  if (found) return found[1];
  if (error.error_code >= 500) return 'away';
  return error.error_code === 403 ? 'gone' : 'other';
}

/** A failed call as the outcome of a send. */
export function toSendRefused(error: unknown, attempts: number): SendRefused {
  if (error instanceof SendRefused) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const refusal = readRefusal(error);
  const options = { cause: error };
  if (refusal === 'flood' && error instanceof GrammyError) {
    return new SendRefused({ outcome: 'retry', retryAfterMs: (error.parameters.retry_after ?? 1) * 1000, isFlood: true }, detail, options);
  }
  if (refusal === 'gone') return new SendRefused({ outcome: 'gone' }, detail, options);
  if (refusal === 'topic-lost' || refusal === 'topic-closed') return new SendRefused({ outcome: 'topic-lost' }, detail, options);
  const isHopeless = error instanceof GrammyError && refusal !== 'away' && refusal !== 'moved';
  if (isHopeless || attempts >= 10) return new SendRefused({ outcome: 'permanent' }, detail, options);
  const retryAfterMs = refusal === 'moved' ? 0 : Math.min(60_000, 1000 * 2 ** attempts);
  return new SendRefused({ outcome: 'retry', retryAfterMs, isFlood: false }, detail, options);
}
