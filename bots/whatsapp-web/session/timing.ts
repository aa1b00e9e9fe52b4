/** How long things are waited for, in milliseconds. Tests have their own. */
export interface Timing {
  /** From the start until the page asks for a sign-in or lets us in. */
  startMs: number;
  /** From one code to the next: WhatsApp renews them every minute at the latest, until it stops. */
  codeMs: number;
  /** From being let in until chats are there. */
  readyMs: number;
  /** Between two looks at whether the page is well. */
  heartbeatMs: number;
  /** How long such a look may take. */
  answerMs: number;
  /** From a sign-in until it is kept: the page writes its keys down bit by bit. */
  firstSaveMs: number;
  /** Between two saves. */
  saveMs: number;
  /** How much faster than a person we type; 1 in production. */
  haste: number;
}

/** What holds with the real WhatsApp. */
export const realTiming: Timing = {
  startMs: 150_000,
  codeMs: 100_000,
  readyMs: 90_000,
  heartbeatMs: 30_000,
  answerMs: 20_000,
  firstSaveMs: 15_000,
  saveMs: 30 * 60_000,
  haste: 1,
};
