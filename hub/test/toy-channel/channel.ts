import { createHmac } from 'node:crypto';
import { defineChannel } from '../../../bots/contract/channel.ts';
import { ChannelError } from '../../../bots/contract/error.ts';
import { isSameSecret } from '../../../bots/kit/same-secret.ts';
import { parseToy } from './inbound/parse.ts';
import { toyAbilities } from './limits.ts';
import { callToy, sendToy } from './outbound/send.ts';
import { toySettings, type ToySettings } from './settings.ts';

/** A messenger of the tests' own, made by the README's steps. */
export const toy = defineChannel<ToySettings>({
  provider: 'toy',
  title: 'Toy',
  abilities: toyAbilities,
  settingsSchema: toySettings,
  secretSettings: ['key'],
  connect: ({ settings }) => ({
    async setUp() {
      await callToy(settings, 'hello', {});
      return { account: { externalId: settings.account, name: `Toy ${settings.account}` }, health: { state: 'ok' } };
    },
    isAuthentic: ({ headers, body }) => isSameSecret(headers['x-signature'] ?? '', signToy(settings.key, body)),
    parse: (payload) => parseToy(payload, settings.account),
    send: (message) => sendToy(settings, message),
    fetchFile: () => Promise.reject(new ChannelError('media', { detail: 'the toy has no files' })),
    close: () => Promise.resolve(),
  }),
});

/** The signature of what the toy pushes. */
export function signToy(key: string, body: Buffer | string): string {
  return createHmac('sha256', key).update(body).digest('hex');
}
