import { z } from 'zod';

/** What an admin enters for an Instagram account. */
export const instagramSettings = z.strictObject({
  login: z.enum(['instagram', 'facebook']).default('instagram').meta({
    title: 'Where the token comes from',
    description: 'Instagram Login: a token of the account itself. Facebook Login: a token of the Facebook page it is tied to',
  }),
  accountId: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,64}$/, 'The ID of the Instagram account, such as 17841400000000000')
    .meta({ title: 'Account ID', description: 'Beside the account in the app dashboard, Instagram, API setup; begins with 1784' }),
  accessToken: z
    .string()
    .trim()
    .regex(/^\S{3,1000}$/, 'A token has no blanks in it')
    .meta({ title: 'Access token', description: 'From the same page, Generate token; a long-lived one' }),
  appSecret: z
    .string()
    .trim()
    .regex(/^[^\s,]{3,256}([\s,]+[^\s,]{3,256}){0,4}$/, 'Up to five secrets, with commas or blanks between them')
    .meta({
      title: 'App secret',
      description:
        "The Instagram app secret; with Facebook Login the Meta app's. Both, with a comma between, when in doubt: either is then taken",
    }),
  verifyToken: z
    .string()
    .trim()
    .min(3)
    .max(256)
    .meta({ title: 'Verify token', description: 'Any words of yours; enter the same in the app dashboard beside the webhook address' }),
  apiVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'Looks like v25.0')
    .default('v25.0')
    .meta({ title: 'Version of the Graph API', description: 'As the app dashboard names it' }),
});
export type InstagramSettings = z.infer<typeof instagramSettings>;

/** The secrets that may have signed a webhook: guides differ in which of an app's two signs under Instagram Login, so all of them are tried. */
export function appSecretsOf({ appSecret }: Pick<InstagramSettings, 'appSecret'>): string[] {
  return appSecret.split(/[\s,]+/).filter((secret) => secret !== '');
}
