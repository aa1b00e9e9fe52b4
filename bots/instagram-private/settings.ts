import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What an admin enters for an Instagram account that is used as the app uses it. */
export const instagramPrivateSettings = z.strictObject({
  username: z
    .string()
    .trim()
    .transform((name) => name.replace(/^@/, '').toLowerCase())
    .pipe(z.string().regex(/^[a-z0-9._]{1,30}$/, 'Up to 30 letters, digits, dots or underscores'))
    .meta({ title: 'Username', description: 'Of the Instagram account, without @' }),
  password: z.string().min(1).max(200).meta({ title: 'Password', description: 'With an imported session used only once that has ended' }),
  session: z.string().trim().min(10).max(200_000).optional().meta({
    title: 'Imported session',
    description: 'The sessionid cookie of instagram.com, or the saved state of instagram-private-api, as JSON',
  }),
  requests: z.enum(['take', 'leave']).default('take').meta({
    title: 'Message requests',
    description: 'Taken ones come in like all others and are accepted at Instagram with the first reply',
  }),
  proxy: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'Proxy', description: 'Address of an HTTP proxy, best in the country the account is used in' }),
  appVersion: z
    .string()
    .trim()
    .regex(/^\d+(\.\d+){2,5}$/, 'Looks like 347.0.0.43.109')
    .optional()
    .meta({ title: 'Version of the app', description: 'Needed when Instagram no longer takes the one we know' }),
  appVersionCode: z
    .string()
    .trim()
    .regex(/^\d{6,12}$/, 'Looks like 614918025')
    .optional()
    .meta({ title: "Number of that version's build", description: 'Belongs to the version of the app' }),
});
export type InstagramPrivateSettings = z.infer<typeof instagramPrivateSettings>;

/** Names the account among all, without saying which it is: who signs in by the same name shares one loop. */
export function accountKey({ username }: InstagramPrivateSettings): string {
  return createHash('sha256').update(username).digest('hex').slice(0, 24);
}

/** Changes with whatever a sign-in depends on: what stopped an account with the old ones says nothing of the new. */
export function credentialsKey({ username, password, session, proxy, appVersion, appVersionCode }: InstagramPrivateSettings): string {
  return createHash('sha256')
    .update(JSON.stringify([username, password, session, proxy, appVersion, appVersionCode]))
    .digest('hex')
    .slice(0, 24);
}

/** Names an imported session, to know whether it was used already. */
export function sessionKey(session: string): string {
  return createHash('sha256').update(session).digest('hex').slice(0, 24);
}
