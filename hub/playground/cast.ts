import type { EmulatedBot } from '../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../bots/emulators/telegram/actors/user.ts';
import type { TelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';

/** Everybody who plays: two customers, two agents, the bot customers write to and the bot the team works in. */
export interface Cast {
  shopBot: EmulatedBot;
  consoleBot: EmulatedBot;
  customers: readonly EmulatedUser[];
  /** The first one administers the team's group. */
  agents: readonly [EmulatedUser, EmulatedUser];
}

/** Creates them in the emulated Telegram. */
export function createCast(emulator: TelegramEmulator): Cast {
  return {
    shopBot: emulator.createBot({ username: 'sunny_shop_bot', name: 'Sunny Shop' }),
    consoleBot: emulator.createBot({ username: 'sunny_team_bot', name: 'Sunny Team', canReadAllGroupMessages: true }),
    customers: [
      emulator.createUser({ firstName: 'Ann', lastName: 'Lee', username: 'ann_lee', languageCode: 'en' }),
      emulator.createUser({ firstName: 'Борис', lastName: 'Волков', username: 'boris_v', languageCode: 'ru' }),
    ],
    agents: [
      emulator.createUser({ firstName: 'Maya', username: 'maya_sunny', languageCode: 'en' }),
      emulator.createUser({ firstName: 'Leo', username: 'leo_sunny', languageCode: 'en' }),
    ],
  };
}
