import type { Api } from 'grammy';
import type { DeskConversation } from '../desk-views.ts';
import { cutText } from '../telegram/entities.ts';

/** What a topic's icon says. */
export type TopicState = 'unassigned' | 'waiting' | 'answered' | 'snoozed' | 'closed' | 'silent';

/** Icons by preference: Telegram allows only those of getForumTopicIconStickers. */
const icons: Record<TopicState, string[]> = {
  unassigned: ['❗', '🆕', '❓'],
  waiting: ['🔥', '⚡', '📣'],
  answered: ['💬', '👀', '💡'],
  snoozed: ['💤', '📆'],
  closed: ['✅', '🏁'],
  silent: ['📝', '🔎'],
};

/** The state a topic should show. */
export function topicState(conversation: DeskConversation, isSilent: boolean): TopicState {
  if (conversation.status === 'closed') return 'closed';
  if (isSilent) return 'silent';
  if (conversation.status === 'snoozed') return 'snoozed';
  if (!conversation.assigneeId) return 'unassigned';
  return conversation.waitingSince ? 'waiting' : 'answered';
}

/** `#1234 Ann · Bob`; at most 128 characters. */
export function topicTitle(conversation: DeskConversation): string {
  const owner = conversation.assigneeName ? ` · ${conversation.assigneeName}` : '';
  return cutText(`#${conversation.number} ${conversation.contact.name}${owner}`.replaceAll(/\s+/g, ' '), 128);
}

/** Ids of the allowed icons, asked once. */
export function createIconFinder(): (api: Api, state: TopicState) => Promise<string | null> {
  let known: Promise<Map<string, string>> | undefined;
  return async (api, state) => {
    known ??= fetchIcons(api);
    const byEmoji = await known.catch(() => {
      known = undefined; // without icons the title still tells; asked again next time
      return new Map<string, string>();
    });
    return icons[state].map((emoji) => byEmoji.get(emoji)).find((id) => id !== undefined) ?? null;
  };
}

async function fetchIcons(api: Api): Promise<Map<string, string>> {
  const stickers = await api.getForumTopicIconStickers();
  return new Map(stickers.flatMap(({ emoji, custom_emoji_id: id }) => (emoji && id ? [[emoji.replaceAll('\uFE0F', ''), id]] : [])));
}
