import { sayWhy, type ToldReason } from '../../contract/reason.ts';

/** How a worker's run ended, and what is done about it. */
export type Ending =
  /** We wanted it. */
  | { kind: 'stopped' }
  /** The phone took the link away. */
  | { kind: 'logged-out' }
  /** WhatsApp does not want this account, this browser or this network here. */
  | { kind: 'turned-away'; why: ToldReason }
  /** There is nothing to drive the page with. */
  | { kind: 'no-browser' }
  /** Anything else: it is started anew. */
  | { kind: 'broken'; why: ToldReason };

const hour = 3_600_000;

/** WhatsApp Web's states after which there is no going on, and what a person can do. */
const turnedAway: Record<string, ToldReason> = {
  TOS_BLOCK: sayWhy('web-blocked'),
  SMB_TOS_BLOCK: sayWhy('web-blocked-business'),
  PROXYBLOCK: sayWhy('web-network'),
  DEPRECATED_VERSION: sayWhy('web-outdated'),
};

/** What the library's word for a lost connection means. */
export function readEnding(reason: string): Ending {
  if (reason === 'LOGOUT') return { kind: 'logged-out' };
  const why = Object.hasOwn(turnedAway, reason) ? turnedAway[reason] : undefined;
  return why ? { kind: 'turned-away', why } : { kind: 'broken', why: sayWhy('web-ended', { words: reason }) };
}

/** Milliseconds until the next try: after failures in a row doubling up to five minutes, long where WhatsApp turned us away. */
export function restMs(ending: Ending, failures: number): number {
  if (ending.kind === 'turned-away') return 6 * hour;
  if (ending.kind === 'no-browser') return 60_000;
  if (ending.kind === 'logged-out') return 1000;
  return Math.min(300_000, 1000 * 2 ** Math.min(failures, 9)) * (0.75 + Math.random() * 0.25);
}
