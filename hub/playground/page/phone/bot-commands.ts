import type { Game } from '../app/game.ts';
import type { BotCommand } from '../world/schema.ts';
import type { PhoneState } from './phone-state.ts';
import type { Seat } from './seat.ts';

/** The bot's commands as this person's Telegram would offer them: the chat's own before the general ones. */
export function commandsFor(game: Game, seat: Seat, { screen }: PhoneState): readonly BotCommand[] {
  const known = game.world.bots.get(seat.botId)?.commands ?? {};
  const isPrivate = screen.kind === 'bot';
  const chatId = isPrivate ? String(seat.userId) : (seat.groupKey ?? '');
  // Keys are scope, chat, user and language, as the emulated Telegram keeps them.
  const scopes = [`chat|${chatId}||`, isPrivate ? 'all_private_chats|||' : 'all_group_chats|||', 'default|||'];
  return scopes.map((scope) => known[scope]).find((list) => list !== undefined && list.length > 0) ?? [];
}
