import { Api, Bot } from 'grammy';
import { autoRetry } from '@grammyjs/auto-retry';
import type { Update, UserFromGetMe } from 'grammy/types';
import { addCommands, guarded } from './commands.ts';
import type { ConsoleOptions, TelegramConsole } from './console.ts';
import { describeContext, isAnonymousPost } from './context.ts';
import { createAnnounce } from './announcing/announce.ts';
import { createAnnounceWaiting } from './announcing/announce-waiting.ts';
import { sendPriority } from './desk-records.ts';
import { createFeatures, pressHandlers, type Features } from './features.ts';
import type { ConsoleContext, Parts } from './parts.ts';
import { handlePress, isAgents } from './cards/press.ts';
import { callTimeoutSeconds } from './sending/delivery.ts';
import { createDeliver } from './sending/deliver.ts';
import { createHandleUpdate } from './telegram/handle-update.ts';
import { pollUpdates } from './telegram/polling.ts';
import { setUpConsole } from './telegram/set-up.ts';

/** A hanging call is given up; an empty poll is held 25 s by Telegram. */
const pollTimeoutSeconds = 50;

/** The team's bot of one workspace. Does no I/O before `setUp`. */
export function createConsole({ token, apiRoot, desk, texts, log, now, mode }: ConsoleOptions): TelegramConsole {
  let botInfo: UserFromGetMe | null = null;
  const botId = token.split(':')[0] ?? '';
  const api = new Api(token, { apiRoot, timeoutSeconds: callTimeoutSeconds });
  // A press or a command waits a little for Telegram's flood limit; longer waits are the outbox's business.
  api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowInternalServerErrors: true }));
  const parts: Parts = { api, token, apiRoot, botId, desk, records: desk.recordsOf(botId), texts, log, now, me };
  const features = createFeatures(parts);
  let bot: Bot<ConsoleContext> | undefined;

  function me(): UserFromGetMe {
    if (!botInfo) throw new Error('The console is used before setUp');
    return botInfo;
  }

  const { handleUpdate, replayParked } = createHandleUpdate(parts, async (update: Update) => {
    bot ??= buildBot(parts, features, me());
    await bot.handleUpdate(update);
  });

  return {
    get botInfo() {
      return botInfo;
    },
    async setUp() {
      const result = await setUpConsole(parts, mode, (found) => {
        botInfo = found;
      });
      return result;
    },
    async start(signal) {
      if (mode !== 'polling') throw new Error('A console with a webhook is not polled');
      await pollUpdates({ api: new Api(token, { apiRoot, timeoutSeconds: pollTimeoutSeconds }), log, handle: handleUpdate }, signal);
    },
    handleUpdate,
    replayParked,
    announce: createAnnounce(parts),
    announceWaiting: createAnnounceWaiting(parts),
    async announceDigest() {
      const groups = await desk.groups.list();
      const lobby = {
        kind: 'digest',
        inTopic: false,
        conversationId: null,
        hubMessageId: null,
        priority: sendPriority.notice,
        dueAt: now(),
      } as const;
      const working = groups.filter((group) => group.problem === null);
      await parts.records.sends.enqueue(
        working.map(({ chatId, language }) => ({ ...lobby, chatId, data: { language }, collapseKey: 'digest' })),
      );
    },
    deliver: createDeliver(parts, features.receiving.sendAlbum),
  };
}

/** The order: who and where, then the filters, then features, then the hint. */
function buildBot(parts: Parts, features: Features, botInfo: UserFromGetMe): Bot<ConsoleContext> {
  const bot = new Bot<ConsoleContext>(parts.token, { botInfo, client: { apiRoot: parts.apiRoot, timeoutSeconds: callTimeoutSeconds } });
  bot.api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowInternalServerErrors: true }));
  const handlers = pressHandlers(features);
  bot.use(describeContext(parts));
  bot.on('my_chat_member', (ctx) => features.groups.onMembership(ctx));
  bot.on('callback_query', (ctx) => handlePress(parts, handlers, features.linking.press, ctx));
  bot.on('inline_query', (ctx) => features.inline(ctx));
  bot.on('message:migrate_to_chat_id', (ctx) => features.groups.onMoved(ctx));
  bot.on('message:left_chat_member', (ctx) => features.groups.onLeft(ctx));
  bot.on('chat_member', (ctx) => features.groups.onLeft(ctx));
  bot.filter(isAnonymousPost, async (ctx) => {
    if (ctx.group) await features.linking.hintAnonymous(ctx);
  });
  addCommands(bot, parts, features);
  bot.on('message', async (ctx) => {
    if (ctx.from.is_bot) return;
    if (!isAgents(ctx)) return features.linking.greetStranger(ctx);
    if (ctx.place === 'private' || ctx.place === 'topic') await guarded(parts, ctx, () => features.receiving.receive(ctx, ctx.message));
  });
  bot.on('edited_message', async (ctx) => {
    if (isAgents(ctx) && (ctx.place === 'private' || ctx.place === 'topic'))
      await guarded(parts, ctx, () => features.edit(ctx, ctx.editedMessage));
  });
  return bot;
}
