import type { Request } from 'express';

/** The id a request has in the log, in its answer and in the audit log. */
export function requestIdOf(request: Request): string {
  if (typeof request.id !== 'string') throw new TypeError('requestLog gives every request an id that is a text');
  return request.id;
}
