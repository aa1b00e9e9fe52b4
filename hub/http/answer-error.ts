import type { ErrorRequestHandler, Request, Response } from 'express';
import { z } from 'zod';
import { errorMessages } from '../api/error-messages.ts';
import { HubError } from '../core/error.ts';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { InvalidCursor } from '../database/keyset.ts';
import { requestIdOf } from '../domain/audit/request-id.ts';

const databaseRetrySeconds = 5;

/** The one place where an error becomes an answer over HTTP; what is not ours is logged once with its cause and told as hub.failed. */
export const answerError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const known = toHubError(error);
  if (known.status >= 500) request.log.error({ err: error, code: known.code }, 'a request failed');
  sendError(request, response, known);
};

/** Answers with an error's status and body. */
export function sendError(request: Request, response: Response, error: HubError): void {
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds === 'number') response.setHeader('Retry-After', retryAfterSeconds);
  if (error.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response
    .status(error.status)
    .json({ error: { code: error.code, message: errorMessages[error.code], details: error.details, requestId: requestIdOf(request) } });
}

/** Every error as one of the public table. */
export function toHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  if (error instanceof z.ZodError) return invalidRequest([{ place: 'request', error }]);
  if (error instanceof InvalidCursor) {
    return new HubError('request.invalid', { issues: [{ path: 'query.cursor', message: error.message }] }, { cause: error });
  }
  if (isDatabaseAway(error)) return new HubError('database.away', { retryAfterSeconds: databaseRetrySeconds }, { cause: error });
  return fromBodyParser(error) ?? new HubError('hub.failed', {}, { cause: error });
}

/** Everything zod found, with the path of each. */
export function invalidRequest(found: readonly { place: string; error: z.ZodError }[]): HubError {
  const issues = found.flatMap(({ place, error }) =>
    error.issues.map((issue) => ({ path: [place, ...issue.path].map(String).join('.'), message: issue.message })),
  );
  return new HubError('request.invalid', { issues });
}

/** Errors of Express's body parsers and path decoding carry a status. */
const parserError = z.object({ status: z.number().int() });

function fromBodyParser(error: unknown): HubError | null {
  const parsed = error instanceof Error ? parserError.safeParse(error) : null;
  if (!parsed?.success) return null;
  switch (parsed.data.status) {
    case 413:
      return new HubError('request.too-large', {}, { cause: error });
    case 415:
      return new HubError('request.unsupported-type', {}, { cause: error });
    case 400:
      return new HubError('request.invalid', { issues: [{ path: 'body', message: 'can not be read' }] }, { cause: error });
    default:
      return null;
  }
}
