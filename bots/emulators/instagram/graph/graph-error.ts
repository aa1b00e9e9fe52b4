/** A call that Meta refuses: becomes `{error: {message, type, code, error_subcode, fbtrace_id}}` on the wire. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: number;
  readonly subcode: number | undefined;
  /** Seconds of a `retry-after` header. */
  readonly retryAfter: number | undefined;

  constructor(code: number, message: string, options: { status?: number; subcode?: number; retryAfter?: number } = {}) {
    super(message);
    this.name = 'GraphError';
    this.code = code;
    this.status = options.status ?? 400;
    this.subcode = options.subcode;
    this.retryAfter = options.retryAfter;
  }
}

/** A parameter that is missing or wrong. */
export const invalidParameter = (words: string): GraphError => new GraphError(100, `(#100) ${words}`);

/** An object that is not there, or not for this token. */
export const noSuchObject = (id: string): GraphError =>
  new GraphError(
    100,
    `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
    { subcode: 33 },
  );

/** Why a token is not taken. */
export const badToken = (isExpired: boolean): GraphError =>
  isExpired
    ? new GraphError(190, 'Error validating access token: Session has expired.', { status: 401, subcode: 463 })
    : new GraphError(190, 'Invalid OAuth access token - Cannot parse access token', { status: 401 });

/** Writing after the window has closed. */
export const windowClosed = (): GraphError =>
  new GraphError(10, '(#10) This message is sent outside of allowed window.', { status: 403, subcode: 2534022 });

/** Too many calls. */
export const tooManyCalls = (retryAfter: number | undefined): GraphError =>
  new GraphError(613, '(#613) Calls to this api have exceeded the rate limit.', {
    status: 429,
    ...(retryAfter !== undefined && { retryAfter }),
  });
