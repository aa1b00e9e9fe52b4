import { z } from 'zod';

/** What a person has to do before an account can be used: shown live where channels are managed. */
export const signInStep = z.discriminatedUnion('kind', [
  /** A code to scan with the phone that holds the account; a new one replaces it every minute or so. */
  z.object({ kind: z.literal('qr'), value: z.string(), expiresAt: z.date().optional() }),
  /** Digits to type: from an authenticator, a message, a mail. `hint` says where they went, as the provider masks it. */
  z.object({ kind: z.literal('code'), from: z.enum(['authenticator', 'sms', 'email', 'other']), hint: z.string().optional() }),
  /** Something to confirm in the provider's own app. */
  z.object({ kind: z.literal('confirm'), hint: z.string().optional() }),
]);
export type SignInStep = z.infer<typeof signInStep>;

/** What a signed-in account leaves behind, so that it need not sign in again. A secret as a whole: the hub keeps it sealed. */
export interface ChannelSession {
  /** Null when there is none. */
  load(): Promise<string | null>;
  /** Null forgets it. */
  save(state: string | null): Promise<void>;
}
