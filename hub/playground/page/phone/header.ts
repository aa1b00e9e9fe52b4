import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../app/avatar.ts';
import { icons } from '../app/icons.ts';
import type { Game } from '../app/game.ts';
import { currentAction } from '../world/world.ts';
import { menu, type MenuItem } from './menu.ts';
import { privateKey, type Screen, type Seat } from './seat.ts';

/** What the header needs from its phone. */
export interface HeaderContext {
  game: Game;
  seat: Seat;
  screen: Screen;
  isMenuOpen: boolean;
  items: readonly MenuItem[];
  toggleMenu(): void;
  goBack(): void;
}

/** The top of a phone: whom one is talking to, what they are doing, and the menu of the chat. */
export function header(context: HeaderContext): TemplateResult {
  const { game, screen, isMenuOpen, items } = context;
  const { name, id, below } = titleOf(context);
  return html`<header class="phone-header">
    ${
      screen.kind === 'topic'
        ? html`<button type="button" class="icon-button" aria-label=${game.words.back} @click=${() => context.goBack()}>
            ${icons.back}
          </button>`
        : nothing
    }
    ${avatar(name.replace(/^[^\p{L}]+/u, '') || name, id)}
    <div class="phone-title">
      <h3>${name}</h3>
      <span aria-live="polite">${below}</span>
    </div>
    <div class="menu-anchor">
      <button
        type="button"
        class="icon-button"
        aria-label=${game.words.more}
        aria-haspopup="menu"
        aria-expanded=${isMenuOpen}
        @click=${() => context.toggleMenu()}
      >
        ${icons.more}
      </button>
      ${isMenuOpen ? menu(game.words.more, items) : nothing}
    </div>
  </header>`;
}

function titleOf({ game, seat, screen }: HeaderContext): { name: string; id: number; below: string } {
  const { words, world } = game;
  const key = screen.kind === 'bot' ? privateKey(seat) : (seat.groupKey ?? '');
  const action = currentAction(world, key, screen.kind === 'topic' && screen.thread !== 0 ? screen.thread : undefined);
  const doing = action ? (action.action === 'typing' ? words.typing : words.uploading) : null;
  if (screen.kind === 'bot') return { name: world.bots.get(seat.botId)?.name ?? '', id: seat.botId, below: doing ?? words.bot };
  const group = world.chats.get(key);
  if (screen.kind === 'topics') {
    const below = `${group?.members.length ?? 0} ${words.members} · ${group?.topics.length ?? 0} ${words.topics}`;
    return { name: group?.title ?? '', id: 3, below };
  }
  const topic = group?.topics.find(({ id }) => id === screen.thread);
  const below = doing ?? (topic?.isClosed ? words.closed : (group?.title ?? ''));
  return { name: topic?.name ?? words.general, id: screen.thread, below };
}
