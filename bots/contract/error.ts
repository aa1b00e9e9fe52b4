/** Why a provider did not do what it was asked. Only `rate-limited` and `transient` are tried again by themselves; `auth-expired` holds up the whole channel until it is connected again. */
export type ChannelErrorReason =
  | 'rate-limited'
  | 'transient'
  | 'window-closed'
  | 'blocked'
  | 'auth-expired'
  | 'invalid-content'
  | 'recipient-unknown'
  | 'media'
  | 'account-restricted'
  /** The request may have reached the provider, but no answer came: the delivery becomes `unknown`. */
  | 'no-answer';

interface ChannelErrorOptions {
  /** How long the provider asked to wait, in milliseconds. */
  retryAfterMs?: number;
  /** The provider's own words, shown to agents beside our own. */
  detail?: string;
  /** Of a set-up: the name of the setting it is about, where that is known. */
  setting?: string;
  /** All parts that did go out before the refusal, those of earlier tries included: handed back as `OutboundMessage.sentParts`, so that a retry does not repeat them. */
  sentParts?: { externalId: string }[];
  /** Set when the provider moved the chat before the refusal. */
  movedTo?: string;
  cause?: unknown;
}

/** All that an adapter may throw from a call to its provider. */
export class ChannelError extends Error {
  readonly reason: ChannelErrorReason;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;
  readonly setting: string | undefined;
  readonly sentParts: { externalId: string }[];
  readonly movedTo: string | undefined;

  constructor(reason: ChannelErrorReason, options: ChannelErrorOptions = {}) {
    super(options.detail ? `${reason}: ${options.detail}` : reason, { cause: options.cause });
    this.name = 'ChannelError';
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
    this.detail = options.detail;
    this.setting = options.setting;
    this.sentParts = options.sentParts ?? [];
    this.movedTo = options.movedTo;
  }

  /** True when the same call may succeed later and is known not to have been carried out. */
  get isRetryable(): boolean {
    return this.reason === 'rate-limited' || this.reason === 'transient';
  }

  /** The same refusal, with all that did go out before it, and where the chat was moved to meanwhile. */
  withProgress(sentParts: { externalId: string }[], movedTo?: string): ChannelError {
    const { reason, cause } = this;
    return new ChannelError(reason, { ...this.#told(), sentParts, cause, ...(movedTo !== undefined && { movedTo }) });
  }

  /** The same refusal of a set-up, said to be about this setting. */
  about(setting: string): ChannelError {
    return new ChannelError(this.reason, { ...this.#told(), setting, cause: this.cause });
  }

  #told(): Pick<ChannelErrorOptions, 'retryAfterMs' | 'detail' | 'setting'> {
    const { retryAfterMs, detail, setting } = this;
    return {
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(detail !== undefined && { detail }),
      ...(setting !== undefined && { setting }),
    };
  }
}

/** A payload that the adapter can't make sense of as a whole: parked as a receipt and answered 200, so that it never loops. */
export class UnreadablePayload extends Error {
  constructor(reason: string, options?: { cause?: unknown }) {
    super(reason, options);
    this.name = 'UnreadablePayload';
  }
}
