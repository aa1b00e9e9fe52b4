import { runDetached } from './bot-api.ts';
import { createBudgets, realLimits, type Budgets, type Limits } from './budgets.ts';
import { createClock, type Clock } from '../clock.ts';
import type { Core } from './core.ts';
import { botOf, chatOf } from './actors/scene.ts';
import type { ChatRef, EmulatedBot } from './actors/handles.ts';
import { userActor, type EmulatedUser } from './actors/user.ts';
import { redeliver } from './delivery/inbox.ts';
import { orderlyDelivery, seededRandom, type DeliveryKnobs } from './delivery/knobs.ts';
import { startPusher } from './delivery/webhook.ts';
import { createControl } from './control/control.ts';
import { startSocket } from './control/socket.ts';
import { createFaults, type Faults } from './faults.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { startServer } from './server.ts';
import { transcriptOf, waitForChange, type TranscriptMessage } from './transcript.ts';
import type { Bot, Change, Strictness, World } from './world/state.ts';
import { createBot, createPerson, renewToken, type NewBot, type NewUser } from './world/users.ts';
import { createWorld, emit, watch } from './world/world.ts';

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** Send budgets: off by default; `real` for what Telegram documents. */
  limits?: 'off' | 'real' | Limits;
  /** How many calls the request log keeps; 20,000 by default. */
  requestLogLimit?: number;
  /** The time in milliseconds; the machine's by default. */
  now?: () => number;
  /** Disorder of deliveries from the start. */
  delivery?: Partial<DeliveryKnobs>;
  strictness?: Partial<Strictness>;
  /** Seed of shuffled deliveries. */
  seed?: number;
}

/** A running emulated Telegram. */
export interface TelegramEmulator {
  /** The API root for grammY's `client.apiRoot` and Telegraf's `telegram.apiRoot`. */
  readonly url: string;
  readonly port: number;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Send budgets; `limits` may be changed at run time. */
  readonly budgets: Budgets;
  /** Disorder of deliveries; may be changed at run time. */
  readonly delivery: DeliveryKnobs;
  readonly strictness: Strictness;
  /** Every call of every bot but getUpdates, written down before it is carried out. */
  readonly requests: RequestLog;
  createBot(options: NewBot): EmulatedBot;
  /** Ends a bot's token, which is refused from now on, and gives the new one. */
  renewToken(bot: Pick<EmulatedBot, 'id'>): string;
  createUser(options: NewUser): EmulatedUser;
  /** The actor of a user that exists. */
  user(id: number): EmulatedUser;
  /** Delivers an update of a bot once more under its old id. */
  redeliver(bot: Pick<EmulatedBot, 'id'>, updateId: number): void;
  /** How many updates a bot has not confirmed yet. */
  pendingUpdates(bot: Pick<EmulatedBot, 'id'>): number;
  /** What somebody looking at the chat (or one of its topics) sees, oldest first. */
  transcript(chat: Pick<ChatRef, 'key'>, options?: { thread?: number; last?: number }): TranscriptMessage[];
  /** Topics of a forum, deleted ones left out. */
  topics(chat: Pick<ChatRef, 'key'>): { id: number; name: string; iconCustomEmojiId: string | undefined; isClosed: boolean }[];
  /** Resolves with the predicate's first truthy value; it is tried now and after every change. */
  waitFor<Value>(
    predicate: () => Value | undefined | null | false,
    options?: { timeout?: number; what?: string },
  ): Promise<NonNullable<Value>>;
  /** Calls the listener on every visible change; returns the way to stop it. */
  onChange(listener: (change: Change) => void): () => void;
  /** Moves the emulated time forward. */
  advance(ms: number): void;
  stop(): Promise<void>;
}

/** Starts an emulated Telegram on loopback. */
export async function startTelegramEmulator(options: EmulatorOptions = {}): Promise<TelegramEmulator> {
  const clock = createClock(options.now);
  const strictness: Strictness = {
    deletedTopic: 'message thread not found',
    closedTopicsRefuseAdmins: true,
    allowsHttpWebhooks: false,
    ...options.strictness,
  };
  const world = createWorld(clock, strictness);
  const { core, stopPushers } = createCore(world, options);
  const server = await startServer(core, options.port ?? 0, createControl(core));
  const stopSocket = startSocket(core, server.server);
  const url = `http://127.0.0.1:${server.port}`;

  return {
    url,
    port: server.port,
    clock,
    faults: core.faults,
    budgets: core.budgets,
    delivery: core.knobs,
    strictness,
    requests: core.requests,
    createBot: (bot) => presentBot(createBot(world, bot)),
    renewToken: (bot) => renewToken(world, botOf(world, bot)),
    createUser: (user) => userActor(world, createPerson(world, user)),
    user: (id) => userActor(world, personOf(world, id)),
    redeliver: (bot, updateId) => redeliver(botOf(world, bot), updateId),
    pendingUpdates: (bot) => botOf(world, bot).inbox.pending.size,
    transcript: (chat, range) => transcriptOf(chatOf(world, chat), range),
    topics: (chat) =>
      [...chatOf(world, chat).topics.values()]
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ id, name, iconCustomEmojiId, isClosed }) => ({ id, name, iconCustomEmojiId, isClosed })),
    waitFor: (predicate, waiting) => waitForChange(world, predicate, waiting),
    onChange: (listener) => watch(world, listener),
    advance: (ms) => clock.advance(ms),
    async stop() {
      stopPushers();
      core.faults.clear();
      stopSocket();
      await server.stop();
    },
  };
}

function createCore(world: World, options: EmulatorOptions): { core: Core; stopPushers(): void } {
  const pushers = new Map<Bot, () => void>();
  const limits = options.limits === 'real' ? realLimits : (options.limits ?? 'off');
  const core: Core = {
    world,
    faults: createFaults(() => emit(world, { type: 'faults' })),
    budgets: createBudgets(world.clock, limits),
    knobs: { ...orderlyDelivery, ...options.delivery },
    requests: createRequestLog(options.requestLogLimit ?? 20_000),
    random: seededRandom(options.seed ?? 1),
    restartPusher(bot) {
      pushers.get(bot)?.();
      pushers.delete(bot);
      if (bot.inbox.webhook) pushers.set(bot, startPusher(pusherContext, bot, bot.inbox.webhook));
    },
  };
  const pusherContext = {
    clock: world.clock,
    knobs: core.knobs,
    random: core.random,
    runReply: (bot: Bot, method: string, parameters: Record<string, unknown>) => void runDetached(core, bot, method, parameters),
  };
  return {
    core,
    stopPushers() {
      for (const stop of pushers.values()) stop();
    },
  };
}

const presentBot = ({ token, user }: Bot): EmulatedBot => ({ id: user.id, token, username: user.username ?? '', name: user.firstName });

function personOf(world: World, id: number) {
  const user = world.users.get(id);
  if (!user || user.isBot) throw new Error(`There is no person ${id}`);
  return user;
}
