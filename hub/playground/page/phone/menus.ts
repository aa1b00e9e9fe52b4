import { html, type TemplateResult } from 'lit';
import type { Game } from '../app/game.ts';
import type { Drawn } from '../message/bubble.ts';
import { menu, type MenuItem } from './menu.ts';
import type { createPhoneActs } from './phone-acts.ts';
import { placeKeyOf, type PhoneState } from './phone-state.ts';
import { privateKey, type Seat } from './seat.ts';

interface MenuContext {
  game: Game;
  seat: Seat;
  phone: PhoneState;
  acts: ReturnType<typeof createPhoneActs>;
}

const quickReactions = ['👍', '❤️', '🔥', '😁', '🎉', '😢'];

/** The menu of a chat, of a group, or of a topic. */
export function headerItems({ game, seat, phone, acts }: MenuContext): MenuItem[] {
  const { words, world } = game;
  const { screen } = phone;
  const close = (act: () => void) => (): void => {
    acts.closeMenu();
    act();
  };
  if (screen.kind === 'bot') {
    const isBlocked = world.chats.get(privateKey(seat))?.isBlocked ?? false;
    return [
      { words: words.sendStart, act: close(acts.start) },
      isBlocked ? { words: words.unblock, act: close(acts.unblock) } : { words: words.block, act: close(acts.block), isDangerous: true },
    ];
  }
  const create: MenuItem = {
    words: words.newTopic,
    act: close(() => {
      const name = prompt(words.topicName)?.trim();
      if (name) acts.createTopic(name);
    }),
  };
  if (screen.kind === 'topics' || screen.thread === 0) return [create];
  const topic = world.chats.get(seat.groupKey ?? '')?.topics.find(({ id }) => id === screen.thread);
  return [
    topic?.isClosed
      ? { words: words.reopenTopic, act: close(() => acts.changeTopic(screen.thread, 'reopen')) }
      : { words: words.closeTopic, act: close(() => acts.changeTopic(screen.thread, 'close')) },
    { words: words.deleteTopic, act: close(() => acts.changeTopic(screen.thread, 'delete')), isDangerous: true },
  ];
}

/** The menu of a message: reactions, answer, change, delete. */
export function messageMenu(
  { game, seat, phone, acts, done }: MenuContext & { done: () => void },
  { message, parts, isOwn }: Drawn,
): TemplateResult {
  const { words, world } = game;
  const text = parts.map((part) => part.text ?? part.caption).find((each) => each !== undefined);
  const edited = parts.find((part) => part.text !== undefined || part.caption !== undefined) ?? message;
  const own = world.chats.get(message.chatKey)?.members.find(({ id }) => id === seat.userId)?.status;
  const mayDelete = isOwn || phone.screen.kind === 'bot' || own === 'creator' || own === 'administrator';
  const items: MenuItem[] = [
    {
      words: words.reply,
      act: () => {
        Object.assign(phone, { menu: null, editing: null, replyTo: message.messageId });
        done();
      },
    },
  ];
  if (isOwn && (message.media !== undefined || message.text !== undefined) && message.viaBot === undefined) {
    items.push({
      words: words.edit,
      act: () => {
        Object.assign(phone, { menu: null, replyTo: null, editing: edited.messageId });
        phone.drafts.set(placeKeyOf(seat, phone), text ?? '');
        done();
      },
    });
  }
  if (text !== undefined) {
    items.push({
      words: words.copy,
      act: () => {
        acts.closeMenu();
        void acts.attempt(navigator.clipboard.writeText(text));
      },
    });
  }
  if (mayDelete) {
    items.push({
      words: words.remove,
      isDangerous: true,
      act: () => {
        acts.closeMenu();
        acts.remove(parts);
      },
    });
  }
  const mine = new Set(message.reactions.filter(({ by }) => by === seat.userId).flatMap(({ emoji }) => emoji));
  const head = html`<div class="menu-reactions">
    ${quickReactions.map(
      (emoji) =>
        html`<button
          type="button"
          role="menuitem"
          aria-label=${emoji}
          class=${mine.has(emoji) ? 'mine' : ''}
          @click=${() => acts.react(message, mine.has(emoji) ? '' : emoji)}
        >
          ${emoji}
        </button>`,
    )}
  </div>`;
  return menu(words.messageMenu, items, head);
}
