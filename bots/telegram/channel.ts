import { createHash } from 'node:crypto';
import type { ConnectContext, Connection } from '../contract/channel.ts';
import { defineChannel } from '../contract/channel.ts';
import { aboutSetting } from '../kit/about-setting.ts';
import { isSameSecret } from '../kit/same-secret.ts';
import { anyResult, createClient } from './client.ts';
import { parsePayload } from './inbound/parse.ts';
import { telegramAbilities } from './limits.ts';
import { pollUpdates } from './listen.ts';
import { fetchFile, fetchProfile } from './media.ts';
import { answerPress, deleteMessages, editMessage, setReaction } from './outbound/change.ts';
import { sendMessage } from './outbound/send.ts';
import { showHelpBox } from './help-box.ts';
import { setUpBot } from './set-up.ts';
import type { Intake } from './set-up.ts';
import { telegramSettings, webhookSecret } from './settings.ts';
import type { TelegramSettings } from './settings.ts';

/** Telegram bots for customers, in private chats. */
export const telegram = defineChannel<TelegramSettings>({
  provider: 'telegram',
  title: 'Telegram',
  abilities: telegramAbilities,
  settingsSchema: telegramSettings,
  secretSettings: ['botToken', 'webhookSecret'],
  connect,
});

function connect({ settings, apiRoot, webhookUrl, now, log }: ConnectContext<TelegramSettings>): Connection {
  const client = createClient(settings.botToken, apiRoot);
  const secret = webhookSecret(settings);
  const intake: Intake = settings.mode === 'webhook' ? { mode: 'webhook', url: webhookUrl, secret } : { mode: 'polling' };
  return {
    setUp: () => aboutSetting(setUpBot(client, intake, now, log), { 'auth-expired': 'botToken' }),
    isAuthentic: (request) => isSameSecret(request.headers['x-telegram-bot-api-secret-token'], secret),
    parse: (payload) => parsePayload(payload, now),
    ...(intake.mode === 'polling' && {
      listenKey: accountKey(settings.botToken),
      listen: (deliver, signal) => pollUpdates(client, deliver, signal, log),
    }),
    send: (message) => sendMessage(client, message),
    edit: (chatId, parts, message) => editMessage(client, chatId, parts, message),
    delete: (chatId, parts) => deleteMessages(client, chatId, parts),
    react: (chatId, externalId, emoji) => setReaction(client, chatId, externalId, emoji),
    setTyping: async (chatId) => {
      await client.call('sendChatAction', { chat_id: chatId, action: 'typing' }, anyResult, { repeatable: true });
    },
    showHelpBox: (page) => showHelpBox(client, page),
    answerPress: (pressId) => answerPress(client, pressId),
    fetchFile: (ref, signal) => fetchFile(client, ref, signal),
    fetchProfile: (sender) => fetchProfile(client, sender),
    close: async () => client.close(),
  };
}

/** One per token: a bot whose token was replaced somewhere else must not be held up by the old one. */
function accountKey(botToken: string): string {
  return createHash('sha256').update(botToken).digest('hex').slice(0, 24);
}
