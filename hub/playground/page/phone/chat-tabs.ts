import { html, nothing, type TemplateResult } from 'lit';
import type { Game } from '../app/game.ts';
import type { PhoneState } from './phone-state.ts';
import { privateKey, type Screen, type Seat } from './seat.ts';
import { lastByThread } from './topics.ts';

/** Agents switch between the bot and the group; a dot says that something new is on the other side. */
export function chatTabs(game: Game, seat: Seat, phone: PhoneState, goTo: (screen: Screen) => void): TemplateResult | typeof nothing {
  if (seat.groupKey === undefined) return nothing;
  const isBot = phone.screen.kind === 'bot';
  const newInBot = ([...(game.world.messages.get(privateKey(seat))?.keys() ?? [])].at(-1) ?? 0) > phone.seenByBot;
  const lastIn = lastByThread(game.world.messages.get(seat.groupKey)?.values() ?? []);
  const newInGroup = [...lastIn].some(([thread, { messageId }]) => messageId > (phone.seenIn.get(thread) ?? 0));
  const dot = html`<span class="dot"></span>`;
  return html`<div class="segments" role="group">
    <button type="button" aria-pressed=${isBot} @click=${() => goTo({ kind: 'bot' })}>
      ${game.words.consoleTab}${!isBot && newInBot ? dot : nothing}
    </button>
    <button type="button" aria-pressed=${!isBot} @click=${() => goTo({ kind: 'topics' })}>
      ${game.words.groupTab}${isBot && newInGroup ? dot : nothing}
    </button>
  </div>`;
}
