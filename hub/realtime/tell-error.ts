import type { Logger } from 'pino';
import { errorMessages } from '../api/error-messages.ts';
import type { RealtimeError } from '../api/realtime.ts';
import { toHubError } from '../http/answer-error.ts';

/** Every error as sockets tell it; what is not ours is logged once with its cause and told as hub.failed. */
export function tellError(log: Logger, error: unknown, about: Record<string, unknown>): RealtimeError {
  const { code, status, details } = toHubError(error);
  if (status >= 500) log.error({ err: error, code, ...about }, 'a socket could not be served');
  return { code, message: errorMessages[code], details };
}
