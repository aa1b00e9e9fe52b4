import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { Game } from '../app/game.ts';
import { icons } from '../app/icons.ts';
import type { Button, Message } from '../world/schema.ts';
import { attachmentBlock } from './attachment.ts';
import { formatted, type TextTaps } from './formatted.ts';
import { mediaBlock } from './media.ts';
import { readableText, summarise } from './summary.ts';

/** One message as it is drawn: an album's parts are one. */
export interface Drawn {
  /** The first part: replies, reactions and deletion go to it. */
  message: Message;
  parts: readonly Message[];
  isOwn: boolean;
  isFirstOfAuthor: boolean;
  isLastOfAuthor: boolean;
}

/** What a bubble needs from its phone. */
export interface BubbleContext extends TextTaps {
  game: Game;
  userId: number;
  isGroup: boolean;
  isMenuOpen: boolean;
  /** How far the other side has read. */
  readUpTo: number;
  /** Keys of the buttons that wait for the bot's answer. */
  pressing: ReadonlySet<string>;
  menu: TemplateResult | typeof nothing;
  openMenu(message: Message): void;
  press(message: Message, button: Button): void;
  react(message: Message, emoji: string): void;
  show(messageId: number): void;
}

/** Names the press of a button while it lasts. */
export const pressKey = (message: Message, button: Button): string => `${message.messageId}:${button.text}:${button.callback_data ?? ''}`;

/** A bubble with what hangs on it: reactions, buttons, the menu. */
export function bubble(context: BubbleContext, drawn: Drawn): TemplateResult {
  const { message, parts, isOwn } = drawn;
  const { game } = context;
  const worded = parts.find(({ text, caption }) => text !== undefined || caption !== undefined);
  const words = worded && readableText(worded);
  const isBare =
    message.media?.kind === 'sticker' ||
    message.media?.kind === 'video_note' ||
    (message.attachment !== undefined && 'dice' in message.attachment);
  const hasPicture = parts.some(({ media }) => media?.kind === 'photo' || media?.kind === 'video' || media?.kind === 'animation');
  const classes = {
    row: true,
    own: isOwn,
    first: drawn.isFirstOfAuthor,
    last: drawn.isLastOfAuthor,
    bare: isBare,
    pictured: hasPicture,
    worded: words !== undefined,
  };
  const openMenu = (event: Event): void => {
    event.preventDefault();
    context.openMenu(message);
  };
  return html`<div class=${classMap(classes)} data-message=${message.messageId} role="listitem">
    <div class="stack">
      <div class="bubble" @contextmenu=${openMenu}>
        ${authorLine(context, drawn)}
        ${message.forwardedFrom === undefined ? nothing : html`<div class="origin">${game.words.forwarded} <b>${message.forwardedFrom}</b></div>`}
        ${message.viaBot === undefined ? nothing : html`<div class="origin">${game.words.via} <b>@${message.viaBot}</b></div>`}
        ${quote(context, message)}${mediaBlock(game, parts)}${attachmentBlock(message)}
        ${
          words === undefined
            ? nothing
            : html`<div class="words" dir="auto">${formatted(words, worded?.entities ?? worded?.captionEntities ?? [], context)}</div>`
        }
        ${meta(context, drawn)}
        <button
          type="button"
          class="bubble-menu"
          aria-label=${game.words.messageMenu}
          aria-haspopup="menu"
          aria-expanded=${context.isMenuOpen}
          @click=${openMenu}
        >
          ${icons.more}
        </button>
      </div>
      ${reactionChips(context, parts)}${inlineKeyboard(context, message)}${context.menu}
    </div>
  </div>`;
}

function authorLine({ isGroup }: BubbleContext, { message, isOwn, isFirstOfAuthor }: Drawn): TemplateResult | typeof nothing {
  if (!isGroup || isOwn || !isFirstOfAuthor) return nothing;
  return html`<div class="author" style="--hue: ${(message.from.id * 67) % 360}">${message.from.name}</div>`;
}

function quote({ game, show }: BubbleContext, { replyTo, chatKey, thread }: Message): TemplateResult | typeof nothing {
  // In a topic, every message formally answers the one that opened it.
  if (!replyTo || replyTo.messageId === thread) return nothing;
  const original = game.world.messages.get(chatKey)?.get(replyTo.messageId);
  const text = original ? summarise(game.words, original) : (replyTo.text ?? game.words.deletedMessage);
  return html`<button type="button" class="quote" @click=${() => show(replyTo.messageId)}>
    <b>${original?.from.name ?? ''}</b><span>${text}</span>
  </button>`;
}

function meta({ game, readUpTo }: BubbleContext, { message, parts, isOwn }: Drawn): TemplateResult {
  const time = new Date(message.date).toLocaleTimeString(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const isRead = message.messageId <= readUpTo;
  return html`<span class="meta">
    ${parts.some(({ isEdited }) => isEdited) ? html`<span>${game.words.edited}</span>` : nothing}<time datetime=${message.date}
      >${time}</time
    >
    ${isOwn ? html`<span class="ticks" title=${isRead ? game.words.read : game.words.sent}>${isRead ? icons.checks : icons.check}</span>` : nothing}
  </span>`;
}

function reactionChips({ game, userId, react }: BubbleContext, parts: readonly Message[]): TemplateResult | typeof nothing {
  const message = parts.find(({ reactions }) => reactions.length > 0);
  if (!message) return nothing;
  const counts = new Map<string, { count: number; isMine: boolean; names: string[] }>();
  for (const { by, emoji } of message.reactions) {
    const user = game.world.users.get(by);
    for (const each of emoji) {
      const so = counts.get(each) ?? { count: 0, isMine: false, names: [] };
      so.names.push(user?.firstName ?? game.world.bots.get(by)?.name ?? '');
      counts.set(each, { count: so.count + 1, isMine: so.isMine || by === userId, names: so.names });
    }
  }
  return html`<div class="reactions">
    ${[...counts].map(
      ([emoji, { count, isMine, names }]) =>
        html`<button
          type="button"
          class="reaction"
          aria-pressed=${isMine}
          title=${names.join(', ')}
          @click=${() => react(message, isMine ? '' : emoji)}
        >
          ${emoji}${count > 1 ? html`<span>${count}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}

function inlineKeyboard({ press, pressing }: BubbleContext, message: Message): TemplateResult | typeof nothing {
  if (message.buttons.length === 0) return nothing;
  return html`<div class="keyboard">
    ${message.buttons.map(
      (row) =>
        html`<div class="keyboard-row">
          ${row.map(
            (button) =>
              html`<button
                type="button"
                class=${classMap({ key: true, waiting: pressing.has(pressKey(message, button)), link: button.url !== undefined })}
                @click=${() => press(message, button)}
              >
                ${button.text}
              </button>`,
          )}
        </div>`,
    )}
  </div>`;
}
