/** How a worker's run ended, and what is done about it. */
export type Ending =
  /** We wanted it. */
  | { kind: 'stopped' }
  /** The phone took the link away. */
  | { kind: 'logged-out' }
  /** WhatsApp does not want this account, this browser or this network here. */
  | { kind: 'turned-away'; words: string }
  /** There is nothing to drive the page with. */
  | { kind: 'no-browser' }
  /** Anything else: it is started anew. */
  | { kind: 'broken'; words: string };

const hour = 3_600_000;

/** Said where there is nothing to drive the page with. */
export const noBrowserWords = 'No Chromium or Chrome on the hub’s machine: install one, or name it in CHROME_PATH';

/** Said when the phone unlinked us. */
export const loggedOutWords = 'The phone has unlinked this device: link it again by the code';

/** WhatsApp Web's states after which there is no going on, and what a person can do. */
const turnedAway: Record<string, string> = {
  TOS_BLOCK: 'WhatsApp has blocked this account for breaking its terms: open WhatsApp on the phone to ask for a review',
  SMB_TOS_BLOCK: 'WhatsApp has blocked this business account for breaking its terms: open WhatsApp on the phone to ask for a review',
  PROXYBLOCK: "WhatsApp refuses connections from this server's network: use another one",
  DEPRECATED_VERSION: 'WhatsApp Web has changed and no longer takes this version: the hub needs an update',
};

/** What the library's word for a lost connection means. */
export function readEnding(reason: string): Ending {
  if (reason === 'LOGOUT') return { kind: 'logged-out' };
  const words = Object.hasOwn(turnedAway, reason) ? turnedAway[reason] : undefined;
  return words ? { kind: 'turned-away', words } : { kind: 'broken', words: `WhatsApp Web ended the connection (${reason})` };
}

/** Milliseconds until the next try: after failures in a row doubling up to five minutes, long where WhatsApp turned us away. */
export function restMs(ending: Ending, failures: number): number {
  if (ending.kind === 'turned-away') return 6 * hour;
  if (ending.kind === 'no-browser') return 60_000;
  if (ending.kind === 'logged-out') return 1000;
  return Math.min(300_000, 1000 * 2 ** Math.min(failures, 9)) * (0.75 + Math.random() * 0.25);
}
