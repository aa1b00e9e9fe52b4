import { z } from 'zod';

/** A message of a chat that we have seen: enough to notice that it was changed or taken back. */
export const knownItem = z.object({
  id: z.string(),
  /** Microseconds, as digits. */
  at: z.string(),
  /** Of its words; null for kinds that have none. */
  words: z.string().nullable(),
  /** Who put which reactions on it, as one text. */
  reactions: z.string(),
});
export type KnownItem = z.infer<typeof knownItem>;

/** How far a chat was read. */
export const threadCursor = z.object({
  /** The time of the newest message that was handed over, microseconds as digits. */
  newest: z.string(),
  /** Messages up to this time were there before us and are never handed over. */
  floor: z.string(),
  known: z.array(knownItem),
  /** What the customer has seen up to, by person. */
  seen: z.record(z.string(), z.string()),
  isPending: z.boolean(),
});
export type ThreadCursor = z.infer<typeof threadCursor>;

/** Where the account's inbox was left. */
export const inboxPlace = z.object({
  /** What came before is not ours to take in: the time of the first look. Null before it. */
  since: z.string().nullable(),
  /** Activity that was seen last. */
  newest: z.string(),
  threads: z.record(z.string(), threadCursor),
  /** Fingerprints of what could not be read, so that it is reported once. */
  unreadable: z.array(z.string()),
});
export type InboxPlace = z.infer<typeof inboxPlace>;

/** A sign-in that waits for a person. */
export const waitingFor = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('second-factor'),
    identifier: z.string(),
    from: z.enum(['authenticator', 'sms']),
    hint: z.string().optional(),
  }),
  z.object({
    kind: z.literal('checkpoint'),
    checkpoint: z.record(z.string(), z.unknown()),
    challenge: z.record(z.string(), z.unknown()).nullable(),
    from: z.enum(['sms', 'email', 'other']),
    hint: z.string().optional(),
  }),
]);
export type WaitingFor = z.infer<typeof waitingFor>;

/** Everything that outlives the process. A secret as a whole. */
export const kept = z.object({
  version: z.literal(1),
  username: z.string(),
  /** Of the settings it was made with. */
  credentials: z.string(),
  /** Of the imported session that was used up. */
  imported: z.string().nullable(),
  /** The library's own state: device, cookies, tokens. The device stays the same for ever. */
  api: z.record(z.string(), z.unknown()),
  isSignedIn: z.boolean(),
  account: z.object({ externalId: z.string(), name: z.string(), username: z.string() }).nullable(),
  waiting: waitingFor.nullable(),
  /**
   * Why nothing is tried any more, until a person wants it or the settings change; `inApp`: a person has to confirm something in Instagram's app.
   * Kept by earlier versions it is mere words.
   */
  stopped: z
    .object({ words: z.string(), inApp: z.boolean(), reasonCode: z.string(), reasonValues: z.record(z.string(), z.string()) })
    .partial({ reasonCode: true, reasonValues: true })
    .nullable(),
  inbox: inboxPlace,
});
export type Kept = z.infer<typeof kept>;

/** What is known of an account before its first sign-in. */
export function nothingKept(username: string, credentials: string): Kept {
  return {
    version: 1,
    username,
    credentials,
    imported: null,
    api: {},
    isSignedIn: false,
    account: null,
    waiting: null,
    stopped: null,
    inbox: { since: null, newest: '0', threads: {}, unreadable: [] },
  };
}

/** Reads a stored session; null when there is none or it is of a kind we don't know. */
export function readKept(stored: string | null): Kept | null {
  if (stored === null) return null;
  try {
    return kept.safeParse(JSON.parse(stored)).data ?? null;
  } catch {
    // Not JSON: as good as none.
    return null;
  }
}
