import type { Clock } from '../../clock.ts';
import type { Change, Strictness, User, World } from './state.ts';

/** Telegram's stand-in author of anonymous administrators' posts. */
export const anonymousAdmin: User = {
  id: 1087968824,
  isBot: true,
  firstName: 'Group',
  username: 'GroupAnonymousBot',
  isDeactivated: false,
};

/** An empty Telegram: no users, no bots, no chats. */
export function createWorld(clock: Clock, strictness: Strictness): World {
  return {
    clock,
    strictness,
    users: new Map(),
    usernames: new Map(),
    bots: new Map(),
    botsById: new Map(),
    chats: new Map(),
    files: new Map(),
    filesByPath: new Map(),
    callbackQueries: new Map(),
    inlineQueries: new Map(),
    counters: { user: 500_000_000, bot: 7_000_000_000, group: 4_000_000, supergroup: 2_000_000_000, file: 0, query: 0, mediaGroup: 0 },
    listeners: new Set(),
  };
}

/** Tells everybody who watches that something visible changed. */
export function emit(world: Pick<World, 'listeners'>, change: Change): void {
  for (const listener of world.listeners) listener(change);
}

/** Calls `listener` on every change until the returned function is called. */
export function watch(world: Pick<World, 'listeners'>, listener: (change: Change) => void): () => void {
  world.listeners.add(listener);
  return () => world.listeners.delete(listener);
}
