import type { Clock } from '../../clock.ts';

/** Somebody with a profile. */
export interface Profile {
  id: string;
  username: string;
  fullName: string;
  /** The path of the picture on the media server. */
  picture: string;
}

/** How an account proves a second time whose it is. */
export interface TwoFactor {
  by: 'totp' | 'sms';
  code: string;
  /** The last digits of the phone, as Instagram masks it. */
  phone?: string;
}

/** What Instagram asks of an account it doubts. `web` can only be settled in Instagram's own app. */
export interface Checkpoint {
  by: 'sms' | 'email' | 'web';
  code: string;
  nonce: string;
  step: 'select_verify_method' | 'verify_code' | 'verify_email' | 'scraping_warning';
}

/** The account that the program under test signs in to. */
export interface Account extends Profile {
  password: string;
  twoFactor: TwoFactor | null;
  checkpoint: Checkpoint | null;
  isDisabled: boolean;
  /** Sessions that are signed in, by their secret. */
  sessions: Set<string>;
  /** Sign-ins so far, with the device each came from. */
  logins: { deviceId: string; at: number }[];
}

/** A person's reaction. */
export interface Reaction {
  userId: string;
  emoji: string;
  /** Microseconds. */
  at: number;
}

/** A message of a thread; `body` is what Instagram writes beside the envelope. */
export interface Item {
  id: string;
  userId: string;
  /** Microseconds. */
  at: number;
  type: string;
  body: Record<string, unknown>;
  clientContext: string;
  reactions: Reaction[];
  /** What stands in its place when it is shown, for tests: something that Instagram would never write. */
  shownAs?: { value: unknown };
}

/** A chat of the account with one person, or several. */
export interface Thread {
  id: string;
  accountId: string;
  personIds: string[];
  isGroup: boolean;
  isPending: boolean;
  items: Item[];
  /** Elements that Instagram would never write, for tests; stand before the items. */
  poison: unknown[];
  seen: Map<string, { itemId: string; at: number }>;
}

/** A file on the media server. */
export interface MediaFile {
  bytes: Buffer;
  mimeType: string;
  /** The signature an address needs; a new one makes all older addresses expire. */
  signature: number;
}

/** Something that was uploaded and not sent yet. */
export interface Upload {
  bytes: Buffer;
  kind: 'photo' | 'video';
  isVoice: boolean;
  isFinished: boolean;
  durationMs: number;
}

/** All there is at the emulated Instagram. */
export interface World {
  clock: Clock;
  accounts: Map<string, Account>;
  people: Map<string, Profile>;
  threads: Map<string, Thread>;
  files: Map<string, MediaFile>;
  uploads: Map<string, Upload>;
  /** Two-factor sign-ins that wait for their code: identifier to account. */
  identifiers: Map<string, string>;
  /** The oldest version of the app that is let in, as a number such as 222. */
  oldestAppVersion: number;
  /** Whether a repeated `client_context` gives the first item again. Nobody knows for sure what Instagram does: off is the harder case. */
  knowsRepeats: boolean;
  /** How many times finishing a video answers "still transcoding". */
  transcodes: number;
  url: string;
  /** Microseconds. */
  lastMoment: number;
  nextId(): number;
}

/** An empty world. */
export function createWorld(clock: Clock): World {
  let last = 0;
  return {
    clock,
    accounts: new Map(),
    people: new Map(),
    threads: new Map(),
    files: new Map(),
    uploads: new Map(),
    identifiers: new Map(),
    oldestAppVersion: 0,
    knowsRepeats: false,
    transcodes: 0,
    url: '',
    lastMoment: 0,
    nextId: () => ++last,
  };
}
