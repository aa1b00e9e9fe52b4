import type { ConnectContext, Connection } from '../contract/channel.ts';
import { defineChannel } from '../contract/channel.ts';
import type { ParsedElement } from '../contract/inbound.ts';
import { answerMetaHandshake, isSignedByMeta } from '../kit/meta-webhook.ts';
import { readAccountNews } from './account-news.ts';
import { createClient } from './client.ts';
import { parsePayload } from './inbound/parse.ts';
import { createLastMessages } from './last-messages.ts';
import type { LastMessages } from './last-messages.ts';
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
  const last = createLastMessages();
  const tell = (field: string, value: unknown) => {
    const health = readAccountNews(field, value);
    if (health) report({ health });
  };
  return {
    setUp: () => setUpNumber(client, { settings, webhookUrl, log }),
    handshake: (request) => answerMetaHandshake(request, settings.verifyToken),
    isAuthentic: (request) => isSignedByMeta(request, [settings.appSecret]),
    parse: (payload) => noted(parsePayload(payload, settings.phoneNumberId, tell), last),
    listTemplates: async () => listTemplates(client, await findBusinessAccount(client, settings)),
    send: (message) => sendMessage(client, message),
    react: (chatId, externalId, emoji) => setReaction(client, chatId, externalId, emoji),
    setTyping: async (chatId) => {
      const externalId = last.of(chatId);
      if (externalId !== undefined) await markRead(client, externalId, { isTyping: true });
    },
    markRead: (_, externalId) => markRead(client, externalId),
    fetchFile: (ref, signal) => fetchFile(client, ref, signal),
    close: async () => {},
  };
}

function noted(elements: ParsedElement[], last: LastMessages): ParsedElement[] {
  for (const element of elements) {
    if ('event' in element && element.event.type === 'message' && !element.event.echo)
      last.note(element.event.chatId, element.event.externalId);
  }
  return elements;
}
