import { z } from 'zod';
import type { Abilities } from '../../../bots/contract/abilities.ts';
import type { AnyChannel } from '../../../bots/contract/channel.ts';
import type { AbilitiesView } from '../../api/customers/abilities.ts';
import type { ProviderView } from '../../api/customers/channels.ts';

/** A kind of platform as the admin, the console's hints and the README read it. */
export function presentProvider(channel: AnyChannel): ProviderView {
  const { provider, title, isBuiltIn, isUnofficial, abilities, settingsSchema, secretSettings } = channel;
  return {
    provider,
    title,
    isBuiltIn: isBuiltIn ?? false,
    isUnofficial: isUnofficial ?? false,
    abilities: presentAbilities(abilities),
    settings: z.record(z.string(), z.unknown()).parse(z.toJSONSchema(settingsSchema, { io: 'input' })),
    secretSettings: [...secretSettings],
  };
}

/** The table of abilities without what JSON lacks: a count without a limit becomes null, a deletion that is always possible says so. */
export function presentAbilities({ attachments, deleteHours, buttons, reactionEmojis, rate, ...plain }: Abilities): AbilitiesView {
  const { textLength, captionLength, albumSize } = plain;
  return {
    ...plain,
    attachments: Object.fromEntries(
      Object.entries(attachments).map(([kind, { maxOutBytes, maxInBytes, formats }]) => [
        kind,
        { maxOutBytes: counted(maxOutBytes), maxInBytes: counted(maxInBytes), formats: formats && [...formats] },
      ]),
    ),
    textLength: counted(textLength),
    captionLength: counted(captionLength),
    albumSize: counted(albumSize),
    deleteHours: deleteHours === Infinity ? 'always' : deleteHours,
    reactionEmojis: reactionEmojis && [...reactionEmojis],
    buttons: buttons && { max: counted(buttons.max), titleLength: counted(buttons.titleLength), urls: buttons.urls },
    rate: {
      accountPerSecond: counted(rate.accountPerSecond),
      chatPerSecond: counted(rate.chatPerSecond),
      chatBurst: counted(rate.chatBurst),
    },
  };
}

function counted(limit: number): number | null {
  return Number.isFinite(limit) ? limit : null;
}
