import { z } from 'zod';
import type { ChannelHealth, ChannelLog, SetUpResult } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import { anyResult } from './client.ts';
import type { TelegramClient } from './client.ts';
import { allowedUpdates } from './inbound/update.ts';

/** How updates are to come in. */
export type Intake = { mode: 'polling' } | { mode: 'webhook'; url: string | null; secret: string };

const me = z.object({ id: z.number(), first_name: z.string(), username: z.string().optional() });
const webhookInfo = z.object({ url: z.string(), last_error_date: z.number().optional(), last_error_message: z.string().optional() });
const commandList = z.array(z.object({ command: z.string() }));
const safely = { repeatable: true };

/** Checks the token, and makes Telegram hand us updates in the chosen way; waiting updates are kept when the way changes. */
export async function setUpBot(client: TelegramClient, intake: Intake, now: () => Date, log: ChannelLog): Promise<SetUpResult> {
  const bot = await client.call('getMe', {}, me, safely);
  const health = await arrangeIntake(client, intake, now);
  // A menu is nice to have: a bot without one works all the same.
  await offerCommands(client).catch((error: unknown) => log.warn({ reason: String(error) }, "the bot's menu of commands was not set"));
  return {
    account: {
      externalId: String(bot.id),
      name: bot.first_name,
      ...(bot.username && { username: bot.username, url: `https://t.me/${bot.username}` }),
    },
    health,
  };
}

async function arrangeIntake(client: TelegramClient, intake: Intake, now: () => Date): Promise<ChannelHealth> {
  if (intake.mode === 'polling') {
    await client.call('deleteWebhook', { drop_pending_updates: false }, anyResult, safely);
    return { state: 'ok' };
  }
  if (!intake.url) throw new ChannelError('invalid-content', { why: sayWhy('webhook-needs-address') });
  const before = await client.call('getWebhookInfo', {}, webhookInfo, safely);
  const webhook = { url: intake.url, secret_token: intake.secret, allowed_updates: allowedUpdates, drop_pending_updates: false };
  await client.call('setWebhook', webhook, anyResult, safely);
  return before.url === intake.url ? webhookHealth(before, now) : { state: 'ok' };
}

/** Telegram tells why its last delivery to us failed; what is older than an hour is over. */
function webhookHealth(info: z.infer<typeof webhookInfo>, now: () => Date): ChannelHealth {
  const failedAt = (info.last_error_date ?? 0) * 1000;
  if (!info.last_error_message || now().getTime() - failedAt > 3_600_000) return { state: 'ok' };
  return { state: 'warning', ...sayWhy('telegram-webhook', { words: info.last_error_message }) };
}

/** Offers /start and /help to a bot that has no commands of its own. */
async function offerCommands(client: TelegramClient): Promise<void> {
  const present = await client.call('getMyCommands', {}, commandList, safely);
  if (present.length > 0) return;
  await client.call('setMyCommands', { commands: commands('Start a conversation', 'Ask for help') }, anyResult, safely);
  const russian = { commands: commands('Начать разговор', 'Попросить помощи'), language_code: 'ru' };
  await client.call('setMyCommands', russian, anyResult, safely);
}

function commands(start: string, help: string) {
  return [
    { command: 'start', description: start },
    { command: 'help', description: help },
  ];
}
