import { defineChannel, type ConnectContext, type Connection } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { widgetAbilities } from './limits.ts';
import { parseEvents } from './parse.ts';
import { widgetChannelSettings, type WidgetChannelSettings } from './settings.ts';

/** The chat on a site and its HelpBox page. There is no provider behind it: what is stored is sent, and the frame tells the rest. */
export const widget = defineChannel<WidgetChannelSettings>({
  provider: 'widget',
  title: 'Website chat',
  isBuiltIn: true,
  abilities: widgetAbilities,
  settingsSchema: widgetChannelSettings,
  secretSettings: [],
  connect,
});

function connect({ settings, now }: ConnectContext<WidgetChannelSettings>): Connection {
  return {
    setUp: () => Promise.resolve({ account: { externalId: settings.widgetKey, name: 'Website chat' }, health: { state: 'ok' } }),
    // Visitors come by the widget's API with tokens of its own; a webhook is none of its ways in.
    isAuthentic: () => false,
    parse: (payload) => parseEvents(payload, now),
    send: ({ messageId }) => Promise.resolve({ parts: [{ externalId: messageId }] }),
    edit: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    react: () => Promise.resolve(),
    // The sockets of the widget show who writes: they know which colleague it is.
    setTyping: () => Promise.resolve(),
    fetchFile: () => Promise.reject(new ChannelError('media', { detail: 'files of the widget are stored before their message' })),
    close: () => Promise.resolve(),
  };
}
