import type { Game } from '../app/game.ts';
import type { InlineOffer } from './composer.ts';
import { privateKey, type Screen, type Seat } from './seat.ts';
import type { Message } from '../world/schema.ts';
import type { Place } from '../world/acts.ts';
import { messagesOf } from '../world/world.ts';

/** What a phone shows beside the world itself. */
export interface PhoneState {
  screen: Screen;
  drafts: Map<string, string>;
  replyTo: number | null;
  editing: number | null;
  /** The open menu: the header's, the attachments', or a message's by its id. */
  menu: 'header' | 'attach' | number | null;
  inline: InlineOffer | null;
  pressing: Set<string>;
  toast: string | null;
  alert: string | null;
  /** By topic, the newest message that was on the screen. */
  seenIn: Map<number, number>;
  seenByBot: number;
}

/** A phone that was just switched on. */
export function newPhone(): PhoneState {
  return {
    screen: { kind: 'bot' },
    drafts: new Map(),
    replyTo: null,
    editing: null,
    menu: null,
    inline: null,
    pressing: new Set(),
    toast: null,
    alert: null,
    seenIn: new Map(),
    seenByBot: 0,
  };
}

/** The chat on the screen. */
export const chatKeyOf = (seat: Seat, { screen }: PhoneState): string => (screen.kind === 'bot' ? privateKey(seat) : (seat.groupKey ?? ''));

/** Names the place a draft belongs to. */
export function placeKeyOf(seat: Seat, state: PhoneState): string {
  return `${chatKeyOf(seat, state)}/${state.screen.kind === 'topic' ? state.screen.thread : ''}`;
}

/** Where what is written now goes. */
export function placeOf(seat: Seat, { screen, replyTo }: PhoneState): Place {
  const answer = replyTo === null ? {} : { replyTo };
  if (screen.kind === 'bot') return { botId: seat.botId, ...answer };
  const thread = screen.kind === 'topic' && screen.thread !== 0 ? { thread: screen.thread } : {};
  return { chatKey: seat.groupKey ?? '', ...thread, ...answer };
}

/** The messages on the screen, oldest first. */
export function messagesShown(game: Game, seat: Seat, state: PhoneState): Message[] {
  const all = [...messagesOf(game.world, chatKeyOf(seat, state)).values()];
  const { screen } = state;
  return screen.kind === 'topic' ? all.filter(({ thread }) => (thread ?? 0) === screen.thread) : all;
}
