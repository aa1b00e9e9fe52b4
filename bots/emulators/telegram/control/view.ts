import { transcriptOf, type TranscriptMessage } from '../transcript.ts';
import { presentMember } from '../world/announce.ts';
import type { Bot, Chat, Topic, User, World } from '../world/state.ts';
import type { Core } from '../core.ts';

/** How many messages of a chat a page gets when it connects. */
const messagesShown = 200;

/** A topic as a page shows it. */
const viewTopic = ({ id, name, iconColor, iconCustomEmojiId, isClosed }: Topic) => ({
  id,
  name,
  iconColor,
  iconCustomEmojiId,
  isClosed,
});

/** A person as a page shows them. */
export const viewUser = ({ id, firstName, lastName, username, languageCode, isDeactivated }: User) => ({
  id,
  firstName,
  lastName,
  username,
  languageCode,
  isDeactivated,
});

/** A bot as a page shows it; without its token unless asked for, since pages may be shared. */
export function viewBot({ user, commands, profile, supportsInline, inbox }: Bot) {
  return {
    id: user.id,
    username: user.username,
    name: user.firstName,
    supportsInline,
    commands: Object.fromEntries(commands),
    profile: Object.fromEntries(profile),
    pendingUpdates: inbox.pending.size,
    mode: inbox.webhook ? ('webhook' as const) : ('polling' as const),
  };
}

/** A chat as a page shows it, without its messages. */
export function viewChat(chat: Chat) {
  return {
    key: chat.key,
    id: chat.id,
    type: chat.type,
    title: chat.title,
    isForum: chat.isForum,
    personId: chat.person?.id,
    botId: chat.bot?.user.id,
    members: [...chat.members.values()].map((member) => ({ id: member.user.id, status: member.status, rights: presentMember(member) })),
    topics: [...chat.topics.values()].filter(({ isDeleted }) => !isDeleted).map(viewTopic),
    isStarted: chat.isStarted,
    isBlocked: chat.isBlocked,
    isGeneralClosed: chat.isGeneralClosed,
    isGeneralHidden: chat.isGeneralHidden,
    keyboard: chat.keyboard?.reply,
    migratedTo: chat.migratedTo?.key,
  };
}

/** Everything a page needs to draw itself. */
export function viewSnapshot(core: Core) {
  const { world } = core;
  return {
    type: 'snapshot' as const,
    now: new Date(world.clock.now()).toISOString(),
    users: peopleOf(world).map(viewUser),
    bots: [...world.bots.values()].map(viewBot),
    chats: [...world.chats.values()].map(viewChat),
    messages: Object.fromEntries(
      [...world.chats.values()].map((chat): [string, TranscriptMessage[]] => [chat.key, transcriptOf(chat, { last: messagesShown })]),
    ),
    faults: core.faults.list(),
    delivery: core.knobs,
    limits: core.budgets.limits,
  };
}

const peopleOf = (world: World): User[] => [...world.users.values()].filter(({ isBot }) => !isBot);
