import type { Sender } from '../../contract/inbound.ts';
import type { Chat } from '../inbox/signs.ts';
import { avatarRef } from '../media/ref.ts';

/** A person of a chat by its number, which is the key: a username can change hands. Who has left Instagram is named by that number only. */
export function toSender(id: string, { people }: Chat): Sender {
  const found = people.find(({ pk }) => pk === id);
  return {
    externalId: id,
    // A name may be of invisible characters only.
    name: found?.full_name.trim() || found?.username || `Instagram ${id}`,
    ...(found?.username && { username: found.username }),
    ...(found?.profile_pic_url && { avatarRef: avatarRef(id, found.profile_pic_url) }),
  };
}

/** The customer of a chat, whoever wrote. */
export function customerOf(chat: Chat, viewer: string): Sender {
  const other = chat.people.find(({ pk }) => pk !== viewer);
  return toSender(other?.pk ?? `chat:${chat.id}`, chat);
}
