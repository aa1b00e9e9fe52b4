/** Disorder that the emulator can add to webhooks, changed at run time. */
export interface DeliveryKnobs {
  /** How many more times each webhook is delivered, at the same time. */
  duplicates: number;
  /** Whether what waits is delivered in random order and at once. */
  shuffle: boolean;
  /** How many events may come in one webhook. */
  batch: number;
  /** How long each webhook is held back, in milliseconds. */
  delayMs: number;
  /** While true nothing leaves: events wait, as after an outage at Meta. */
  isHeld: boolean;
  /** First wait after a failed webhook, in milliseconds; doubles up to `maxRetryMs`. */
  retryMs: number;
  maxRetryMs: number;
  /** How long a webhook may take to answer, in milliseconds. */
  answerTimeoutMs: number;
}

/** One event a webhook, in order, with quick retries. */
export const orderlyDelivery: DeliveryKnobs = {
  duplicates: 0,
  shuffle: false,
  batch: 1,
  delayMs: 0,
  isHeld: false,
  retryMs: 50,
  maxRetryMs: 2000,
  answerTimeoutMs: 20_000,
};
