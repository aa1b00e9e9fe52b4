import type { ConnectContext, Connection } from '../contract/channel.ts';
import { defineChannel } from '../contract/channel.ts';
import { aboutSetting } from '../kit/about-setting.ts';
import { answerMetaHandshake, isSignedByMeta } from '../kit/meta-webhook.ts';
import { createClient } from './client.ts';
import { parsePayload } from './inbound/parse.ts';
import { instagramAbilities } from './limits.ts';
import { fetchFile, fetchProfile } from './media.ts';
import { markSeen, react, showTyping } from './outbound/actions.ts';
import { sendMessage } from './outbound/send.ts';
import { setUpAccount } from './set-up.ts';
import { appSecretsOf, instagramSettings } from './settings.ts';
import type { InstagramSettings } from './settings.ts';
import { renewToken } from './token.ts';

/** Direct messages of a professional Instagram account, through Meta's Graph API. */
export const instagram = defineChannel<InstagramSettings>({
  provider: 'instagram',
  title: 'Instagram',
  abilities: instagramAbilities,
  settingsSchema: instagramSettings,
  secretSettings: ['accessToken', 'appSecret', 'verifyToken'],
  connect,
});

function connect(context: ConnectContext<InstagramSettings>): Connection {
  const { settings, apiRoot, now } = context;
  const client = createClient(settings, apiRoot);
  const appSecrets = appSecretsOf(settings);
  return {
    setUp: () => aboutSetting(setUpAccount(client, context), { 'auth-expired': 'accessToken' }),
    handshake: (request) => answerMetaHandshake(request, settings.verifyToken),
    isAuthentic: (request) => isSignedByMeta(request, appSecrets),
    parse: (payload) => parsePayload(payload, { accountId: settings.accountId, now }),
    accepted: { status: 200, contentType: 'text/plain', body: 'EVENT_RECEIVED' },
    // A page's token is not renewed but made anew.
    ...(settings.login === 'instagram' && { renew: () => renewToken(client, context) }),
    send: (message) => sendMessage(client, message, now),
    react: (chatId, externalId, emoji) => react(client, chatId, externalId, emoji),
    setTyping: (chatId) => showTyping(client, chatId),
    markRead: (chatId) => markSeen(client, chatId),
    marksWholeChat: true,
    fetchFile: (ref, signal) => fetchFile(client, ref, signal),
    fetchProfile: (sender) => fetchProfile(client, sender),
    close: async () => {},
  };
}
