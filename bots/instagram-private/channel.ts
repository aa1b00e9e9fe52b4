import type { ConnectContext, Connection } from '../contract/channel.ts';
import { defineChannel } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import { createAccount } from './account/account.ts';
import { parsePayload } from './inbound/parse.ts';
import { instagramPrivateAbilities } from './limits.ts';
import { listenToAccount } from './listen.ts';
import { fetchFile } from './media/fetch.ts';
import { deleteMessages, markRead, setReaction } from './outbound/change.ts';
import { inTurn } from './outbound/in-turn.ts';
import { sendMessage } from './outbound/send.ts';
import { setUpAccount, wantAnotherTry } from './set-up.ts';
import { accountKey, instagramPrivateSettings } from './settings.ts';
import type { InstagramPrivateSettings } from './settings.ts';

/** Instagram accounts used as the app uses them, for those that Instagram's own interface for messages is closed to. */
export const instagramPrivate = defineChannel<InstagramPrivateSettings>({
  provider: 'instagram-private',
  title: 'Instagram (app)',
  isUnofficial: true,
  abilities: instagramPrivateAbilities,
  settingsSchema: instagramPrivateSettings,
  secretSettings: ['password', 'session', 'proxy'],
  connect,
});

function connect(context: ConnectContext<InstagramPrivateSettings>): Connection {
  const { settings, session } = context;
  const account = createAccount(context);
  // One thing after another, as a person does them.
  const turn = inTurn();
  return {
    setUp: () => setUpAccount(settings, session),
    // Nothing is pushed: whoever posts to the webhook is not Instagram.
    isAuthentic: () => false,
    parse: (payload) => parsePayload(payload, account.own),
    listenKey: accountKey(settings),
    listen: (deliver, signal) => listenToAccount(account, deliver, signal),
    sendsWhereItListens: true,
    async answerSignIn(code) {
      if (!account.takeCode) throw new ChannelError('invalid-content', { why: sayWhy('instagram-no-code-asked') });
      await account.takeCode(code);
    },
    tryAgain: () => wantAnotherTry(session),
    send: (message) => turn(() => sendMessage(account, message)),
    delete: (chatId, parts) => turn(() => deleteMessages(account, chatId, parts)),
    react: (chatId, externalId, emoji) => turn(() => setReaction(account, chatId, externalId, emoji)),
    markRead: (chatId, externalId) => turn(() => markRead(account, chatId, externalId)),
    fetchFile: (ref, signal) => fetchFile(account, ref, signal),
    close: async () => {},
  };
}
