import type { ConnectContext, Connection } from '../contract/channel.ts';
import { defineChannel } from '../contract/channel.ts';
import { aboutSetting } from '../kit/about-setting.ts';
import { createArrivals } from './intake/arrivals.ts';
import { confirmServer, hasSecret, taken } from './intake/callback.ts';
import { anyResponse, createClient } from './api/client.ts';
import { createCursor } from './intake/cursor.ts';
import { parsePayload } from './inbound/parse.ts';
import type { Reading } from './inbound/parse.ts';
import { vkAbilities } from './limits.ts';
import { pollEvents } from './intake/listen.ts';
import { createFiles } from './media.ts';
import { createOurs } from './outbound/ours.ts';
import { answerPress, deleteMessages, editMessage, setReaction } from './outbound/change.ts';
import { sendMessage } from './outbound/send.ts';
import { createPeople } from './api/people.ts';
import { prepareEvents } from './intake/prepare.ts';
import { setUpCommunity } from './set-up.ts';
import type { Intake } from './set-up.ts';
import { callbackSecret, vkSettings } from './settings.ts';
import type { VkSettings } from './settings.ts';

/** VK communities: their messages with people. */
export const vk = defineChannel<VkSettings>({
  provider: 'vk',
  title: 'VK',
  abilities: vkAbilities,
  settingsSchema: vkSettings,
  secretSettings: ['accessToken', 'secret', 'confirmation'],
  connect,
});

function connect({ settings, apiRoot, webhookUrl, session, now, log }: ConnectContext<VkSettings>): Connection {
  const client = createClient(settings.accessToken, apiRoot);
  const secret = callbackSecret(settings);
  const cursor = createCursor(session, log);
  const people = createPeople(client, log);
  const files = createFiles(client);
  const ours = createOurs();
  const arrivals = createArrivals(now);
  const intake: Intake =
    settings.mode === 'callback'
      ? { mode: 'callback', url: webhookUrl, secret, isByHand: settings.confirmation !== undefined }
      : { mode: 'polling', url: webhookUrl };
  const reading: Reading = {
    takesChats: settings.groupChats === 'take',
    sender: people.sender,
    isOurs: ours.isOurs,
    noteFile: files.note,
    arrivedAt: arrivals.at,
  };
  return {
    setUp: () => aboutSetting(setUpCommunity(client, intake, cursor, log), { 'auth-expired': 'accessToken' }),
    handshake: (request) => confirmServer(client, request, secret, settings),
    isAuthentic: (request) => hasSecret(request, secret),
    accepted: taken,
    parse: (payload) => parsePayload(payload, reading),
    ...(intake.mode === 'polling' && {
      listen: (deliver, signal) =>
        pollEvents({ client, cursor, log, prepare: (updates) => prepareEvents(client, people, updates, log) }, deliver, signal),
    }),
    send: (message) => sendMessage(client, ours, message),
    edit: (chatId, parts, message) => editMessage(client, chatId, parts, message),
    delete: (chatId, parts) => deleteMessages(client, chatId, parts),
    react: (chatId, externalId, emoji) => setReaction(client, chatId, externalId, emoji),
    setTyping: async (chatId) => {
      await client.call('messages.setActivity', { peer_id: chatId, type: 'typing' }, anyResponse);
    },
    markRead: async (chatId, externalId) => {
      await client.call('messages.markAsRead', { peer_id: chatId, up_to_cmid: externalId }, anyResponse);
    },
    answerPress: (pressId) => answerPress(client, pressId),
    fetchFile: (ref, signal) => files.fetch(ref, signal),
    fetchProfile: (sender) => people.profile(Number(sender.externalId)),
    close: async () => {},
  };
}
