import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Game } from '../app/game.ts';
import { icons } from '../app/icons.ts';
import { summarise } from '../message/summary.ts';
import type { BotCommand, Button, Message } from '../world/schema.ts';
import type { InlineResult } from '../world/acts.ts';
import { menu, type MenuItem } from './menu.ts';

/** What the bot offers while one types `@bot words`. */
export interface InlineOffer {
  botId: number;
  query: string;
  results: readonly InlineResult[];
}

/** What the composer needs from its phone. */
export interface ComposerContext {
  game: Game;
  draft: string;
  replyTo: Message | undefined;
  editing: Message | undefined;
  isAttachOpen: boolean;
  attachItems: readonly MenuItem[];
  inline: InlineOffer | null;
  commands: readonly BotCommand[];
  keyboard: readonly (readonly Button[])[] | undefined;
  /** What stands in place of the input: Start, Unblock. */
  instead: { words: string; act(): void } | null;
  type(text: string): void;
  submit(): void;
  cancel(): void;
  toggleAttach(): void;
  choose(result: InlineResult): void;
  sendText(text: string): void;
  sendFiles(files: readonly File[]): void;
}

/** The bottom of a phone. */
export function composer(context: ComposerContext): TemplateResult {
  const { game, instead, isAttachOpen, attachItems, editing } = context;
  if (instead) {
    return html`<div class="composer"><button type="button" class="instead" @click=${() => instead.act()}>${instead.words}</button></div>`;
  }
  return html`${offers(context)}${bar(context)}
    <form class="composer" @submit=${(event: Event) => (event.preventDefault(), context.submit())}>
      <div class="menu-anchor up">
        <button
          type="button"
          class="icon-button"
          aria-label=${game.words.attach}
          aria-haspopup="menu"
          aria-expanded=${isAttachOpen}
          ?disabled=${editing !== undefined}
          @click=${() => context.toggleAttach()}
        >
          ${icons.clip}
        </button>
        ${isAttachOpen ? menu(game.words.attach, attachItems) : nothing}
      </div>
      <textarea
        rows="1"
        .value=${live(context.draft)}
        placeholder=${game.words.message}
        aria-label=${game.words.message}
        @input=${(event: InputEvent) => event.target instanceof HTMLTextAreaElement && context.type(event.target.value)}
        @keydown=${(event: KeyboardEvent) => onKey(event, context)}
        @paste=${(event: ClipboardEvent) => onPaste(event, context)}
      ></textarea>
      <button type="submit" class="icon-button send" aria-label=${game.words.send} ?disabled=${context.draft.trim() === ''}>
        ${editing ? icons.check : icons.send}
      </button>
    </form>
    ${replyKeyboard(context)}`;
}

function onKey(event: KeyboardEvent, context: ComposerContext): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  context.submit();
}

function onPaste(event: ClipboardEvent, context: ComposerContext): void {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  context.sendFiles(files);
}

/** What is being answered or changed, above the input. */
function bar({ game, replyTo, editing, cancel }: ComposerContext): TemplateResult | typeof nothing {
  const about = editing ?? replyTo;
  if (!about) return nothing;
  return html`<div class="composer-bar">
    ${editing ? icons.pencil : icons.reply}
    <span class="composer-bar-words">
      <b>${editing ? game.words.editing : about.from.name}</b>
      <span>${summarise(game.words, about)}</span>
    </span>
    <button type="button" class="icon-button" aria-label=${game.words.cancel} @click=${cancel}>${icons.close}</button>
  </div>`;
}

/** Inline results while one types `@bot words`, or the bot's commands while one types `/`. */
function offers({ game, inline, draft, commands, choose, sendText }: ComposerContext): TemplateResult | typeof nothing {
  if (inline) {
    return html`<div class="offers" role="listbox" aria-label="@">
      ${inline.results.length === 0 ? html`<span class="quiet">${game.words.inlineEmpty}</span>` : nothing}
      ${inline.results.map(
        (result) =>
          html`<button type="button" role="option" aria-selected="false" @click=${() => choose(result)}>
            <b>${result.title ?? result.type}</b><span>${result.description ?? ''}</span>
          </button>`,
      )}
    </div>`;
  }
  const typed = /^\/(\w*)$/.exec(draft)?.[1];
  const fitting = typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed));
  if (fitting.length === 0) return nothing;
  return html`<div class="offers" role="listbox" aria-label="/">
    ${fitting.map(
      ({ command, description }) =>
        html`<button type="button" role="option" aria-selected="false" @click=${() => sendText(`/${command}`)}>
          <b>/${command}</b><span>${description}</span>
        </button>`,
    )}
  </div>`;
}

function replyKeyboard({ keyboard, sendText }: ComposerContext): TemplateResult | typeof nothing {
  if (!keyboard) return nothing;
  return html`<div class="reply-keyboard">
    ${keyboard.map(
      (row) =>
        html`<div class="keyboard-row">
          ${row.map(({ text }) => html`<button type="button" class="key" @click=${() => sendText(text)}>${text}</button>`)}
        </div>`,
    )}
  </div>`;
}
