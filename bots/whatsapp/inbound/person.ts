import type { Sender } from '../../contract/inbound.ts';
import { contactCard } from './webhook.ts';
import type { ContactCard, PersonIds } from './webhook.ts';

/** The cards that came with messages; one that can't be read is left out, since a name is worth no message. */
export function readCards(raws: readonly unknown[]): ContactCard[] {
  return raws.flatMap((raw) => contactCard.safeParse(raw).data ?? []);
}

/** Where a person is written to: their phone number where it is known, else the id that WhatsApp made for us. Throws when there is neither. */
export function chatIdOf({ phone, userId, parentId }: PersonIds): string {
  const id = phone ?? userId ?? parentId;
  if (id === undefined) throw new Error('WhatsApp named nobody');
  return id;
}

/** Who it is, in the contract's words. The card is found by its ids and never by its place: a batch may hold several people. */
export function toSender(ids: PersonIds, cards: readonly ContactCard[]): Sender {
  const card = cards.find(({ wa_id, user_id }) => isSame(wa_id, ids.phone) || isSame(user_id, ids.userId));
  const known: PersonIds = {
    phone: ids.phone,
    userId: ids.userId ?? card?.user_id,
    parentId: ids.parentId ?? card?.parent_user_id,
  };
  const externalId = chatIdOf(known);
  const username = card?.profile?.username?.replace(/^@/, '');
  const phone = known.phone === undefined ? undefined : writtenOut(known.phone);
  const said = card?.profile?.name?.trim() || username;
  const aliases = [known.userId, known.parentId].filter((id) => id !== undefined && id !== '' && id !== externalId);
  return {
    externalId,
    // A name may be of invisible characters only.
    name: said || phone || 'WhatsApp',
    ...(!said && { isNameMade: true as const }),
    ...(username && { username }),
    ...(phone && { phone }),
    ...(aliases.length > 0 && { aliases: aliases.filter((id) => id !== undefined) }),
  };
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one !== '' && one === other;
}

/** A phone number as people write it; WhatsApp leaves the plus out. */
function writtenOut(phone: string): string | undefined {
  return /^\d{3,20}$/.test(phone) ? `+${phone}` : undefined;
}
