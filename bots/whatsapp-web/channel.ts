import type { ConnectContext, Connection } from '../contract/channel.ts';
import { defineChannel } from '../contract/channel.ts';
import { parsePayload } from './inbound/parse.ts';
import { readExternalId } from './ids.ts';
import { whatsappWebAbilities } from './limits.ts';
import { fetchFile, fetchProfile } from './media.ts';
import { deleteMessages, editMessage, setReaction } from './outbound/change.ts';
import { createPace } from './outbound/pace.ts';
import { sendMessage } from './outbound/send.ts';
import { createAccountSession } from './session/session.ts';
import { realTiming, type Timing } from './session/timing.ts';
import { startWorker, type StartWorker } from './session/worker-process.ts';
import { whatsappWebSettings, type WhatsAppWebSettings } from './settings.ts';

/** WhatsApp through the page that its phones link to, for numbers without the Cloud API. WhatsApp does not allow it. */
export const whatsappWeb = defineChannel<WhatsAppWebSettings>({
  provider: 'whatsapp-web',
  title: 'WhatsApp Web',
  isUnofficial: true,
  abilities: whatsappWebAbilities,
  settingsSchema: whatsappWebSettings,
  secretSettings: [],
  connect: (context) => connectWhatsAppWeb(context),
});

/** The live object of one account; tests give a worker and times of their own. */
export function connectWhatsAppWeb(
  context: ConnectContext<WhatsAppWebSettings>,
  { start = startWorker, timing = realTiming }: { start?: StartWorker; timing?: Timing } = {},
): Connection {
  const session = createAccountSession(context, { start, timing });
  const closing = new AbortController();
  const pace = createPace(session, timing.haste);
  const safely = { repeatable: true };
  return {
    // The session itself starts with `listen`, where the account's lease is held: two browsers on one sign-in would fight.
    async setUp() {
      const { account, health } = await session.known();
      return { account: account ?? null, health };
    },
    // Nothing comes by webhook.
    isAuthentic: () => false,
    parse: parsePayload,
    listen: (deliver, signal) => session.listen(deliver, AbortSignal.any([signal, closing.signal])),
    sendsWhereItListens: true,
    send: (message) => sendMessage(session, pace, message),
    edit: (_chatId, parts, message) => editMessage(session, parts, message),
    delete: (_chatId, parts) => deleteMessages(session, parts),
    react: (_chatId, externalId, emoji) => setReaction(session, externalId, emoji),
    setTyping: async (chatId) => void (await session.call('typing', { chatId, isRecording: false }, safely)),
    async markRead(chatId, externalId) {
      if (readExternalId(externalId)) await session.call('seen', { chatId }, safely);
    },
    marksWholeChat: true,
    fetchFile: (ref, signal) => fetchFile(session, ref, signal),
    fetchProfile: (sender) => fetchProfile(session, sender),
    close: async () => closing.abort(),
  };
}
