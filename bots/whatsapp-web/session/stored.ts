import { z } from 'zod';
import type { ChannelLog } from '../../contract/channel.ts';
import type { ChannelSession } from '../../contract/sign-in.ts';

/** What is kept of a signed-in account. */
const storedSession = z.object({
  version: z.literal(1),
  account: z.object({ id: z.string(), name: z.string().optional() }),
  /** Milliseconds since 1970: everything up to then was handed over. */
  seenAt: z.number(),
  /** Changes with every save: tells whether a profile that lies about is the one that was kept. */
  stamp: z.string(),
  /** Keys of the latest messages of ours. */
  sent: z.array(z.string()),
  /** The browser's profile, packed, in base64; null where it was too large to keep. */
  profile: z.string().nullable(),
});
export type StoredSession = z.infer<typeof storedSession>;

/** Bytes of a packed profile that are kept at most: sealed, it has to fit into one document of the database. */
export const maxProfileBytes = 7 * 1024 * 1024;

/** The kept session; null where there is none, or one that can't be read. */
export async function loadStored(session: ChannelSession, log: ChannelLog): Promise<StoredSession | null> {
  const text = await session.load();
  if (text === null) return null;
  try {
    return storedSession.parse(JSON.parse(text));
  } catch (error) {
    log.warn({ reason: String(error) }, 'the kept session of WhatsApp Web can not be read; the account has to be linked again');
    return null;
  }
}

/** Keeps it. */
export async function saveStored(session: ChannelSession, stored: StoredSession): Promise<void> {
  await session.save(JSON.stringify(stored));
}
