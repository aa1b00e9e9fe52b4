/** What `parameters` of a refused call may carry. */
export interface ErrorParameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** A call that Telegram refuses: becomes `{ok: false, error_code, description, parameters}` on the wire. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: ErrorParameters | undefined;

  constructor(code: number, description: string, parameters?: ErrorParameters) {
    super(description);
    this.name = 'ApiError';
    this.code = code;
    this.parameters = parameters;
  }
}

/** 400 with Telegram's prefix. */
export const badRequest = (text: string, parameters?: ErrorParameters): ApiError => new ApiError(400, `Bad Request: ${text}`, parameters);

/** 403 with Telegram's prefix. */
export const forbidden = (text: string): ApiError => new ApiError(403, `Forbidden: ${text}`);

/** 409 with Telegram's prefix. */
export const conflict = (text: string): ApiError => new ApiError(409, `Conflict: ${text}`);

/** 429 that names the seconds to wait. */
export const tooManyRequests = (seconds: number): ApiError =>
  new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
