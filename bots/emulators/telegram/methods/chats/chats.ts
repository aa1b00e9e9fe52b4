import { badRequest } from '../../api-error.ts';
import { announceMember, presentMember } from '../../world/announce.ts';
import { isAdmin, isInside, presentChat, setMember } from '../../world/chats.ts';
import { presentMessage } from '../../world/messages.ts';
import { writeService } from '../../world/service.ts';
import { presentUser } from '../../world/users.ts';
import { getChat, getWritableChat } from '../chat-access.ts';
import { method, type Method } from '../method.ts';
import { chatId, integer } from '../params.ts';

/** What a bot can learn about a chat, and leaving it. */
export const chatMethods: Record<string, Method> = {
  getChat: method({ chat_id: chatId }, (call, parameters) => {
    const chat = getChat(call, parameters.chat_id);
    const pinned = chat.messages.get([...chat.pinned].at(-1) ?? 0);
    return {
      ...presentChat(chat),
      accent_color_id: 1,
      max_reaction_count: 11,
      accepted_gift_types: { unlimited_gifts: false, limited_gifts: false, unique_gifts: false, premium_subscription: false },
      permissions: chat.type === 'private' ? undefined : { can_send_messages: true, can_send_photos: true, can_send_documents: true },
      pinned_message: pinned ? presentMessage(pinned, call.bot, false) : undefined,
    };
  }),
  getChatMember: method({ chat_id: chatId, user_id: integer }, (call, parameters) => {
    const chat = getChat(call, parameters.chat_id);
    const user = call.world.users.get(parameters.user_id);
    if (!user) throw badRequest('user not found');
    if (chat.type === 'private') return { user: presentUser(user), status: 'member' };
    return presentMember(chat.members.get(user.id) ?? { user, status: 'left', rights: {}, isAnonymous: false });
  }),
  getChatAdministrators: method({ chat_id: chatId }, (call, parameters) => {
    const chat = getWritableChat(call, parameters.chat_id);
    if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
    // Other bots are left out, as at Telegram.
    return [...chat.members.values()]
      .filter(({ user }) => isAdmin(chat, user.id) && (!user.isBot || user.id === call.bot.user.id))
      .map(presentMember);
  }),
  getChatMemberCount: method({ chat_id: chatId }, (call, parameters) => {
    const chat = getChat(call, parameters.chat_id);
    return chat.type === 'private' ? 2 : [...chat.members.values()].filter(isInside).length;
  }),
  leaveChat: method({ chat_id: chatId }, (call, parameters) => {
    const chat = getWritableChat(call, parameters.chat_id);
    const { bot, world } = call;
    const before = chat.members.get(bot.user.id);
    if (!before) throw badRequest("chat member status can't be changed in private chats");
    writeService(world, bot.user, chat, { left_chat_member: presentUser(bot.user), left_chat_participant: presentUser(bot.user) });
    announceMember(world, chat, bot.user, before, setMember(world, chat, bot.user, 'left'));
    return true;
  }),
};
