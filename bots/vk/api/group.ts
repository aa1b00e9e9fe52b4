import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import { sayWhy } from '../../contract/reason.ts';
import type { VkClient } from './client.ts';

const group = z.object({ id: z.number(), name: z.string().default(''), screen_name: z.string().optional() });
/** The community behind a token. */
export type VkGroup = z.infer<typeof group>;

/** Before 5.139 it was a mere list. */
const groups = z.union([z.array(group), z.object({ groups: z.array(group) }).transform((answer) => answer.groups)]);

/** Asks whose token it is. Throws ChannelError; a person's token has no community and is `auth-expired`. */
export async function findGroup(client: VkClient, signal?: AbortSignal): Promise<VkGroup> {
  const [own] = await client.call('groups.getById', {}, groups, signal);
  if (!own) throw new ChannelError('auth-expired', { why: sayWhy('vk-no-community') });
  return own;
}
