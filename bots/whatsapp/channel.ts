import type { ConnectContext, Connection } from '../contract/channel.ts';
import { defineChannel } from '../contract/channel.ts';
import { aboutSetting } from '../kit/about-setting.ts';
import { answerMetaHandshake, isSignedByMeta } from '../kit/meta-webhook.ts';
import { readAccountNews } from './account-news.ts';
import { createClient } from './client.ts';
import { parsePayload } from './inbound/parse.ts';
import { whatsappAbilities } from './limits.ts';
import { fetchFile } from './media.ts';
import { sendMessage } from './outbound/send.ts';
import { markRead, setReaction } from './outbound/signs.ts';
import { findBusinessAccount, setUpNumber } from './set-up.ts';
import { whatsappSettings } from './settings.ts';
import type { WhatsAppSettings } from './settings.ts';
import { listTemplates } from './templates.ts';

/** A number of the WhatsApp Cloud API. */
export const whatsapp = defineChannel<WhatsAppSettings>({
  provider: 'whatsapp',
  title: 'WhatsApp',
  abilities: whatsappAbilities,
  settingsSchema: whatsappSettings,
  secretSettings: ['accessToken', 'appSecret', 'verifyToken'],
  connect,
});

function connect({ settings, apiRoot, webhookUrl, report, log }: ConnectContext<WhatsAppSettings>): Connection {
  const client = createClient(settings, apiRoot);
  const tell = (field: string, value: unknown) => {
    const health = readAccountNews(field, value);
    if (health) report({ health });
  };
  return {
    setUp: () => aboutSetting(setUpNumber(client, { settings, webhookUrl, log }), { 'auth-expired': 'accessToken' }),
    handshake: (request) => answerMetaHandshake(request, settings.verifyToken),
    isAuthentic: (request) => isSignedByMeta(request, [settings.appSecret]),
    parse: (payload) => parsePayload(payload, settings.phoneNumberId, tell),
    listTemplates: async () => listTemplates(client, await findBusinessAccount(client, settings)),
    send: (message) => sendMessage(client, message),
    react: (chatId, externalId, emoji) => setReaction(client, chatId, externalId, emoji),
    setTyping: async (_, lastExternalId) => {
      if (lastExternalId !== undefined) await markRead(client, lastExternalId, { isTyping: true });
    },
    typesInAnswer: true,
    markRead: (_, externalId) => markRead(client, externalId),
    fetchFile: (ref, signal) => fetchFile(client, ref, signal),
    close: async () => {},
  };
}
