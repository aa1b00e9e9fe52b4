import { z } from 'zod';
import { listProviders } from '../../../../hub/api/customers/channels.ts';
import { api } from '../../../data/api.ts';

const abilities = z.object({
  edit: z.boolean().catch(false),
  react: z.boolean().catch(false),
  /** The only emoji the provider takes; null: every one. */
  reactionEmojis: z.array(z.string()).nullable().catch(null),
  replyTo: z.boolean().catch(false),
  /** Hours in which ours can be deleted at the customer; null: always, or never: the hub says which when it is tried. */
  deleteHours: z.number().nullable().catch(null),
});

/** What can be done with messages on a channel. */
export type ChannelAbilities = z.infer<typeof abilities>;

/** Until it is known, and where it may not be read: what always works. */
export const noAbilities: ChannelAbilities = { edit: false, react: false, reactionEmojis: null, replyTo: false, deleteHours: null };

/** The same answer gives the same object: what is drawn by it is not drawn again. */
const parsed = new WeakMap<object, ChannelAbilities>();

/** What each provider can do, for a query under the key `['providers']`. */
export async function readProviders() {
  return (await api.call(listProviders)).items;
}

/** The part of a provider's abilities that a thread asks for. */
export function abilitiesOf(
  providers: readonly { provider: string; abilities: Record<string, unknown> }[] | undefined,
  provider: string | undefined,
): ChannelAbilities {
  const found = providers?.find((each) => each.provider === provider);
  if (!found) return noAbilities;
  const known = parsed.get(found);
  if (known) return known;
  const made = abilities.parse(found.abilities);
  parsed.set(found, made);
  return made;
}
