import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** What an admin enters for a VK community. */
export const vkSettings = z.strictObject({
  accessToken: z
    .string()
    .trim()
    .regex(/^[\w.-]{20,512}$/, 'The key of a community looks like vk1.a.AbC…; the community shows it under Manage, API usage')
    .meta({
      title: 'Access token',
      description: 'Of the community: Manage, API usage, Access tokens; with messages, photos, documents and management',
    }),
  mode: z
    .enum(['polling', 'callback'])
    .default('polling')
    .meta({ title: 'How messages come in', description: 'Long polling needs no public address; the Callback API needs an https one' }),
  groupChats: z
    .enum(['ignore', 'take'])
    .default('ignore')
    .meta({ title: 'Group chats', description: 'What to do with chats of several people that the community was added to' }),
  secret: z
    .string()
    .regex(/^[\w-]{1,50}$/, '1 to 50 letters, digits, _ or -')
    .optional()
    .meta({ title: 'Secret key', description: 'Of the Callback API; made from the token when left empty' }),
  confirmation: z
    .string()
    .trim()
    .regex(/^\w{1,64}$/, 'As the community shows it: letters and digits')
    .optional()
    .meta({ title: 'Confirmation string', description: 'Only where the server is entered at VK by hand; else it is asked for' }),
});
export type VkSettings = z.infer<typeof vkSettings>;

/** The secret that VK repeats in every event it posts: the admin's, or one that only who knows the token can compute. */
export function callbackSecret({ secret, accessToken }: Pick<VkSettings, 'secret' | 'accessToken'>): string {
  return secret ?? createHmac('sha256', accessToken).update('callback').digest('hex').slice(0, 50);
}
