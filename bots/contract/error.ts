import { sayWhy, type ReasonCode, type ToldReason } from './reason.ts';

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
  /** Given where the adapter itself knows what is wrong with the account; `detail` is its sentence then. */
  why?: ToldReason;
  /** All parts that did go out before the refusal, those of earlier tries included: handed back as `OutboundMessage.sentParts`, so that a retry does not repeat them. */
  sentParts?: { externalId: string }[];
  /** Set when the provider moved the chat before the refusal. */
  movedTo?: string;
  cause?: unknown;
}

/** What a refusal comes to for a channel about which the provider said nothing more. */
const unsaid: Readonly<
  Record<ChannelErrorReason, Extract<ReasonCode, 'not-taken' | 'restricted' | 'slow-down' | 'no-answer' | 'refused'>>
> = {
  'rate-limited': 'slow-down',
  transient: 'no-answer',
  'window-closed': 'refused',
  blocked: 'refused',
  'auth-expired': 'not-taken',
  'invalid-content': 'refused',
  'recipient-unknown': 'refused',
  media: 'refused',
  'account-restricted': 'restricted',
  'no-answer': 'no-answer',
};

/** All that an adapter may throw from a call to its provider. */
export class ChannelError extends Error {
  readonly reason: ChannelErrorReason;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;
  readonly setting: string | undefined;
  /** Why a channel is out of order, where this error stopped it. */
  readonly why: ToldReason;
  readonly sentParts: { externalId: string }[];
  readonly movedTo: string | undefined;

  constructor(reason: ChannelErrorReason, options: ChannelErrorOptions = {}) {
    const detail = options.detail ?? options.why?.reason;
    super(detail ? `${reason}: ${detail}` : reason, { cause: options.cause });
    this.name = 'ChannelError';
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
    this.detail = detail;
    this.why = options.why ?? (detail ? sayWhy('provider-says', { words: detail }) : sayWhy(unsaid[reason]));
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

  #told(): Pick<ChannelErrorOptions, 'retryAfterMs' | 'detail' | 'why' | 'setting'> {
    const { retryAfterMs, detail, why, setting } = this;
    return {
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(detail !== undefined && { detail, why }),
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
