import { z } from 'zod';
import type { Account } from '../account/account.ts';

const profile = z.object({ pk: z.union([z.string(), z.number()]), username: z.string(), full_name: z.string().default('') });

/** Notes that the account is signed in, and whose it is when Instagram said so. */
export async function finishSignIn(account: Account, user: unknown): Promise<void> {
  const found = profile.safeParse(user).data;
  const named = found && { externalId: String(found.pk), name: found.full_name || found.username, username: found.username };
  await account.save({ isSignedIn: true, waiting: null, ...(named && { account: named }) });
}
