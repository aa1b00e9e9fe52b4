import type { AnyChannel } from './contract/channel.ts';

/** Every provider there is, loaded on first use, so that one nobody connected costs no memory. A new channel is one folder and one line here. */
export const providers = {
  telegram: async () => (await import('./telegram/channel.ts')).telegram,
  instagram: async () => (await import('./instagram/channel.ts')).instagram,
  'instagram-private': async () => (await import('./instagram-private/channel.ts')).instagramPrivate,
  whatsapp: async () => (await import('./whatsapp/channel.ts')).whatsapp,
  'whatsapp-web': async () => (await import('./whatsapp-web/channel.ts')).whatsappWeb,
  vk: async () => (await import('./vk/channel.ts')).vk,
  widget: async () => (await import('./widget/channel.ts')).widget,
} as const satisfies Record<string, () => Promise<AnyChannel>>;

/** Every channel there is, loaded. */
export function listedProviders(): Promise<AnyChannel[]> {
  return Promise.all(Object.values(providers).map((load) => load()));
}

/** The name of a provider the hub has a channel for. */
export type Provider = keyof typeof providers;

/** True when the hub has a channel of this name. */
export function isProvider(name: string): name is Provider {
  return Object.hasOwn(providers, name);
}
