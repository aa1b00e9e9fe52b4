import { method, type Method } from '../method.ts';
import { presentUser } from '../../world/users.ts';

/** Who the bot is. */
export const identityMethods: Record<string, Method> = {
  getMe: method({}, ({ bot }) => ({
    ...presentUser(bot.user),
    can_join_groups: true,
    can_read_all_group_messages: bot.canReadAllGroupMessages,
    supports_inline_queries: bot.supportsInline,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: bot.hasTopicsEnabled,
    allows_users_to_create_topics: bot.hasTopicsEnabled,
  })),
};
