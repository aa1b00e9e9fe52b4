import { z } from 'zod';
import type { ChannelLog } from '../../contract/channel.ts';
import type { Sender } from '../../contract/inbound.ts';
import type { VkClient } from './client.ts';
import { maxUsersPerCall } from '../limits.ts';

/** Names of people, who come as numbers only. */
export interface People {
  /** Who it is, as far as is known without asking. */
  sender(id: number): Sender;
  /** Asks for those that are not known yet; one that VK does not know stays so. Rejects with ChannelError. */
  learn(ids: Iterable<number>): Promise<void>;
  /** What VK says of one person now; those asked for within a moment are asked for together. */
  profile(id: number): Promise<Partial<Sender>>;
}

const user = z.object({
  id: z.number(),
  first_name: z.string().default(''),
  last_name: z.string().default(''),
  screen_name: z.string().optional(),
  photo_200: z.url().optional().catch(undefined),
});
const users = z.array(user);

const rememberedLimit = 20_000;
/** How long one who is asked for waits for others, in milliseconds. */
const gatherMs = 40;

/** Nobody is known yet. */
export function createPeople(client: VkClient, log: ChannelLog): People {
  const known = new Map<number, Partial<Sender>>();
  let gathering: { ids: Set<number>; done: Promise<void> } | null = null;

  const fetchAll = async (ids: number[]): Promise<void> => {
    for (let start = 0; start < ids.length; start += maxUsersPerCall) {
      const some = ids.slice(start, start + maxUsersPerCall);
      const found = await client.call('users.get', { user_ids: some.join(','), fields: 'screen_name,photo_200' }, users);
      if (known.size + found.length > rememberedLimit) known.clear();
      for (const one of found) known.set(one.id, toProfile(one));
    }
  };
  const gather = (id: number): Promise<void> => {
    const ids = gathering?.ids ?? new Set<number>();
    gathering ??= {
      ids,
      done: new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
        gathering = null;
        return fetchAll([...ids]);
      }),
    };
    ids.add(id);
    return gathering.done;
  };
  return {
    sender(id) {
      const { name, username } = known.get(id) ?? {};
      const base = { externalId: String(id), ...(username !== undefined && { username }) };
      return name === undefined ? { ...base, name: `VK ${id}`, isNameMade: true } : { ...base, name };
    },
    async learn(ids) {
      const unknown = [...new Set(ids)].filter((id) => id > 0 && !known.has(id));
      if (unknown.length === 0) return;
      await fetchAll(unknown);
      log.debug({ people: unknown.length }, 'names were fetched from VK');
    },
    async profile(id) {
      if (id <= 0) return {};
      await gather(id);
      return known.get(id) ?? {};
    },
  };
}

/** A name that VK itself does not give (a deleted page has none) stays unknown. */
function toProfile({ first_name, last_name, screen_name, photo_200 }: z.infer<typeof user>): Partial<Sender> {
  const name = [first_name, last_name].filter(Boolean).join(' ').trim();
  return { ...(name && { name }), ...(screen_name && { username: screen_name }), ...(photo_200 && { avatarRef: photo_200 }) };
}
