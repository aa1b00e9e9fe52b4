import { randomBytes } from 'node:crypto';
import type { WireUser } from '../wire.ts';
import type { Bot, User, World } from './state.ts';
import { emit } from './world.ts';

/** A person to be created. */
export interface NewUser {
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode?: string | undefined;
  /** A fixed id, for tests that need one; otherwise the next free one. */
  id?: number | undefined;
}

/** A bot to be created, with what BotFather would set. */
export interface NewBot {
  username: string;
  name?: string | undefined;
  token?: string | undefined;
  /** Privacy mode off. */
  canReadAllGroupMessages?: boolean | undefined;
  /** Inline mode; on by default. */
  supportsInline?: boolean | undefined;
  /** Whether chosen_inline_result is sent; on by default. */
  hasInlineFeedback?: boolean | undefined;
  /** Threaded mode in private chats. */
  hasTopicsEnabled?: boolean | undefined;
}

/** Creates a person. */
export function createPerson(world: World, { firstName, lastName, username, languageCode = 'en', id }: NewUser): User {
  const user: User = { id: id ?? ++world.counters.user, isBot: false, firstName, lastName, username, languageCode, isDeactivated: false };
  return addUser(world, user);
}

/** Creates a bot; its token is made up unless given as `<id>:<secret>`. */
export function createBot(world: World, options: NewBot): Bot {
  const { username, name = username, token = `${++world.counters.bot}:${randomBytes(26).toString('base64url')}` } = options;
  const id = Number(token.split(':')[0]);
  if (!Number.isSafeInteger(id) || id <= 0)
    throw new TypeError(`A bot's token starts with its numeric id, unlike ${JSON.stringify(token)}`);
  const user = addUser(world, { id, isBot: true, firstName: name, username, isDeactivated: false });
  const bot: Bot = {
    user,
    token,
    canReadAllGroupMessages: options.canReadAllGroupMessages ?? false,
    supportsInline: options.supportsInline ?? true,
    hasInlineFeedback: options.hasInlineFeedback ?? true,
    hasTopicsEnabled: options.hasTopicsEnabled ?? false,
    knownUsers: new Set(),
    commands: new Map(),
    profile: new Map(),
    inbox: {
      nextUpdateId: 100_000_000 + (id % 1_000_000),
      pending: new Map(),
      recent: new Map(),
      again: [],
      onArrival: new Set(),
      onConfirmed: (updateId) => emit(world, { type: 'delivery', bot, updateId }),
    },
  };
  world.bots.set(token, bot);
  world.botsById.set(id, bot);
  emit(world, { type: 'bot', bot });
  return bot;
}

/** Ends a bot's token, as BotFather does on /revoke, and gives the new one. */
export function renewToken(world: World, bot: Bot): string {
  world.bots.delete(bot.token);
  bot.token = `${bot.user.id}:${randomBytes(26).toString('base64url')}`;
  world.bots.set(bot.token, bot);
  emit(world, { type: 'bot', bot });
  return bot.token;
}

function addUser(world: World, user: User): User {
  if (world.users.has(user.id)) throw new Error(`There is already a user ${user.id}`);
  if (user.username) {
    const key = user.username.toLowerCase();
    if (world.usernames.has(key)) throw new Error(`The username ${user.username} is taken`);
    world.usernames.set(key, user);
  }
  world.users.set(user.id, user);
  emit(world, { type: 'user', user });
  return user;
}

/** A user as bots see them. */
export function presentUser(user: User): WireUser {
  return {
    id: user.id,
    is_bot: user.isBot,
    first_name: user.firstName,
    last_name: user.lastName,
    username: user.username,
    language_code: user.isBot ? undefined : user.languageCode,
  };
}

/** The name a person would read above a message. */
export const displayName = (user: User): string => (user.lastName ? `${user.firstName} ${user.lastName}` : user.firstName);
