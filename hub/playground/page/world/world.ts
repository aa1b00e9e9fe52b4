import type { Bot, Change, Chat, Delivery, Fault, Message, User } from './schema.ts';

/** A bot that does something a person sees in the header, such as typing. */
export interface BotAction {
  bot: string;
  action: string;
  thread: number | undefined;
  /** Milliseconds since the epoch; Telegram shows an action for five seconds. */
  until: number;
}

/** The emulated Telegram as this page knows it. */
export interface World {
  /** False while the emulated Telegram is out of reach. */
  isConnected: boolean;
  users: Map<number, User>;
  bots: Map<number, Bot>;
  chats: Map<string, Chat>;
  /** By chat, then by id, oldest first. */
  messages: Map<string, Map<number, Message>>;
  actions: Map<string, BotAction>;
  faults: Fault[];
  delivery: Delivery;
  hasLimits: boolean;
}

const actionMs = 5000;

/** A world in which nothing is known yet. */
export function emptyWorld(): World {
  return {
    isConnected: false,
    users: new Map(),
    bots: new Map(),
    chats: new Map(),
    messages: new Map(),
    actions: new Map(),
    faults: [],
    delivery: { duplicates: 0, shuffle: false, delayMs: 0 },
    hasLimits: false,
  };
}

/** Takes a change in. */
export function applyChange(world: World, change: Change): void {
  switch (change.type) {
    case 'snapshot':
      Object.assign(world, {
        isConnected: true,
        users: new Map(change.users.map((user) => [user.id, user])),
        bots: new Map(change.bots.map((bot) => [bot.id, bot])),
        chats: new Map(change.chats.map((chat) => [chat.key, chat])),
        messages: new Map(
          Object.entries(change.messages).map(([key, list]) => [key, new Map(list.map((message) => [message.messageId, message]))]),
        ),
        actions: new Map(),
        faults: change.faults,
        delivery: change.delivery,
        hasLimits: change.limits !== 'off',
      } satisfies World);
      return;
    case 'message':
      messagesOf(world, change.message.chatKey).set(change.message.messageId, change.message);
      if (change.message.from.isBot) world.actions.delete(change.message.chatKey);
      return;
    case 'message-deleted':
      messagesOf(world, change.chatKey).delete(change.messageId);
      return;
    case 'chat':
      world.chats.set(change.chat.key, change.chat);
      return;
    case 'user':
      world.users.set(change.user.id, change.user);
      return;
    case 'bot':
      world.bots.set(change.bot.id, change.bot);
      return;
    case 'action':
      world.actions.set(change.chatKey, { bot: change.bot, action: change.action, thread: change.thread, until: Date.now() + actionMs });
      return;
    case 'faults':
      world.faults = change.faults;
      return;
    case 'callback-answer':
      return; // who pressed gets it as the answer to the press
  }
}

/** The messages of a chat, which may be unknown so far. */
export function messagesOf(world: World, chatKey: string): Map<number, Message> {
  const known = world.messages.get(chatKey);
  if (known) return known;
  const added = new Map<number, Message>();
  world.messages.set(chatKey, added);
  return added;
}

/** What the header shows beside the name while a bot is at it; undefined when it no longer is. */
export function currentAction(world: World, chatKey: string, thread: number | undefined): BotAction | undefined {
  const action = world.actions.get(chatKey);
  return action && action.until > Date.now() && (thread ?? 0) === (action.thread ?? 0) ? action : undefined;
}
