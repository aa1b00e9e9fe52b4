import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { GameElement } from '../app/game-element.ts';
import { icons } from '../app/icons.ts';
import { avatar } from '../app/avatar.ts';
import { suggestionsFor } from '../words/suggestions.ts';
import { bubble, type BubbleContext } from '../message/bubble.ts';
import { serviceWords } from '../message/service.ts';
import type { Message } from '../world/schema.ts';
import { commandsFor } from './bot-commands.ts';
import { chatTabs } from './chat-tabs.ts';
import { composer } from './composer.ts';
import { header } from './header.ts';
import { headerItems, messageMenu } from './menus.ts';
import { createPhoneActs } from './phone-acts.ts';
import { chatKeyOf, messagesShown, newPhone, placeKeyOf, type PhoneState } from './phone-state.ts';
import type { Screen, Seat } from './seat.ts';
import { drawTimeline, type Line } from './timeline.ts';
import { topicList } from './topics.ts';

const toastMs = 4000;
/** How near to the end, in pixels, a reader counts as being at the end. */
const nearEnd = 80;

/** One person's phone: a private chat with a bot, and for agents the team's group. */
export class PhoneElement extends GameElement {
  static override properties: PropertyDeclarations = { ...GameElement.properties, seat: { attribute: false } };
  declare seat: Seat;
  private readonly phone: PhoneState = newPhone();
  private phoneActs: ReturnType<typeof createPhoneActs> | null = null;
  private toastTimer = 0;
  /** Stays at the newest message while more comes, until the reader scrolls away. */
  private isAtEnd = true;
  private readonly growth = new ResizeObserver(() => this.keepAtEnd());
  private shownPlace = '';

  private get acts(): ReturnType<typeof createPhoneActs> {
    const { game, seat, phone } = this;
    const redraw = (): void => this.requestUpdate();
    this.phoneActs ??= createPhoneActs({
      game,
      seat,
      state: phone,
      redraw,
      toast: (text) => this.showToast(text),
      goToEnd: () => this.goToEnd(),
    });
    return this.phoneActs;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.phone.screen = this.seat.firstScreen;
    this.addEventListener('keydown', this.onKey);
    document.addEventListener('pointerdown', this.onPointerElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.onPointerElsewhere);
    this.growth.disconnect();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    if (this.phone.alert !== null) this.phone.alert = null;
    else if (this.phone.menu !== null) this.phone.menu = null;
    else if (this.phone.inline) this.phone.inline = null;
    else this.acts.cancel();
    this.requestUpdate();
    this.querySelector('textarea')?.focus();
  };

  private readonly onPointerElsewhere = (event: Event): void => {
    if (this.phone.menu === null || !(event.target instanceof Element)) return;
    if (this.contains(event.target) && event.target.closest('.menu, [aria-haspopup]')) return;
    this.acts.closeMenu();
  };

  private showToast(text: string): void {
    this.phone.toast = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = window.setTimeout(() => {
      this.phone.toast = null;
      this.requestUpdate();
    }, toastMs);
    this.requestUpdate();
  }

  private goTo(screen: Screen): void {
    Object.assign(this.phone, { screen, replyTo: null, editing: null, menu: null, inline: null });
    this.requestUpdate();
  }

  private openMenu(which: PhoneState['menu']): void {
    this.phone.menu = this.phone.menu === which ? null : which;
    this.requestUpdate();
    if (this.phone.menu === null) return;
    void this.updateComplete.then(() => {
      this.querySelector('.menu')?.scrollIntoView({ block: 'nearest' });
      this.querySelector<HTMLElement>('.menu button')?.focus({ preventScroll: true });
    });
  }

  protected override willUpdate(): void {
    const { screen } = this.phone;
    const { world } = this.game;
    // A topic that was deleted under one's eyes leads back to the list.
    const group = world.chats.get(this.seat.groupKey ?? '');
    if (screen.kind === 'topic' && screen.thread !== 0 && group && !group.topics.some(({ id }) => id === screen.thread))
      this.goTo({ kind: 'topics' });
  }

  protected override updated(_changed: PropertyValues): void {
    const place = placeKeyOf(this.seat, this.phone);
    if (place !== this.shownPlace) this.isAtEnd = true;
    this.shownPlace = place;
    const content = this.querySelector('.lines');
    if (content) this.growth.observe(content);
    this.keepAtEnd();
  }

  private keepAtEnd(): void {
    const list = this.querySelector('.messages');
    if (list && this.isAtEnd) list.scrollTop = list.scrollHeight;
  }

  private goToEnd(): void {
    this.isAtEnd = true;
    this.requestUpdate();
  }

  private readonly onScroll = (event: Event): void => {
    if (!(event.target instanceof Element)) return;
    const { scrollHeight, scrollTop, clientHeight } = event.target;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (isAtEnd === this.isAtEnd) return;
    this.isAtEnd = isAtEnd;
    this.requestUpdate();
  };

  protected override render(): TemplateResult {
    const { game, seat, phone } = this;
    const user = game.world.users.get(seat.userId);
    const name = [user?.firstName, user?.lastName].filter(Boolean).join(' ');
    this.noteSeen();
    return html`<section class="phone ${seat.role}" aria-label=${`${name}, ${game.words[seat.role]}`}>
      <div class="owner">
        ${avatar(name, seat.userId)}<b>${name}</b
        ><span>${game.words[seat.role]}</span>${chatTabs(game, seat, phone, (screen) => this.goTo(screen))}
      </div>
      <div class="glass">
        ${header({
          game,
          seat,
          screen: phone.screen,
          isMenuOpen: phone.menu === 'header',
          items: headerItems({ game, seat, phone, acts: this.acts }),
          toggleMenu: () => this.openMenu('header'),
          goBack: () => this.goTo({ kind: 'topics' }),
        })}
        ${phone.screen.kind === 'topics' ? topicList(game, seat.groupKey ?? '', phone.seenIn, (thread) => this.goTo({ kind: 'topic', thread })) : this.chat()}
        ${phone.toast === null ? nothing : html`<div class="toast" role="status">${phone.toast}</div>`}${this.alertBox()}
      </div>
    </section>`;
  }

  private noteSeen(): void {
    const { game, seat, phone } = this;
    const messages = messagesShown(game, seat, phone);
    const last = messages.at(-1)?.messageId ?? 0;
    if (phone.screen.kind === 'bot') phone.seenByBot = last;
    if (phone.screen.kind === 'topic') phone.seenIn.set(phone.screen.thread, last);
  }

  private chat(): TemplateResult {
    const { game, seat, phone } = this;
    const messages = messagesShown(game, seat, phone);
    const lines = drawTimeline(messages, seat.userId);
    const chat = game.world.chats.get(chatKeyOf(seat, phone));
    return html`<div class="chat">
        <div class="messages" tabindex="0" role="region" aria-label=${game.words.messages} @scroll=${this.onScroll}>
          ${
            messages.length === 0
              ? this.emptyChat()
              : html`<div class="lines" role="list">${repeat(lines, keyOf, (line) => this.line(line))}</div>`
          }
        </div>
        ${
          this.isAtEnd
            ? nothing
            : html`<button type="button" class="to-end" aria-label=${game.words.toEnd} @click=${() => this.goToEnd()}>
                ${icons.back}
              </button>`
        }
      </div>
      ${composer({
        game,
        draft: phone.drafts.get(placeKeyOf(seat, phone)) ?? '',
        replyTo: messages.find(({ messageId }) => messageId === phone.replyTo),
        editing: messages.find(({ messageId }) => messageId === phone.editing),
        isAttachOpen: phone.menu === 'attach',
        attachItems: this.acts.attachItems(),
        inline: phone.inline,
        commands: commandsFor(game, seat, phone),
        keyboard: chat?.keyboard,
        instead: phone.screen.kind === 'bot' && chat?.isBlocked ? { words: game.words.unblock, act: this.acts.unblock } : null,
        toggleAttach: () => this.openMenu('attach'),
        type: this.acts.type,
        submit: this.acts.submit,
        cancel: this.acts.cancel,
        choose: this.acts.choose,
        sendText: this.acts.sendText,
        sendFiles: this.acts.sendFiles,
      })}`;
  }

  private emptyChat(): TemplateResult {
    const { game, seat } = this;
    const { words } = game;
    if (seat.role === 'agent') return html`<div class="empty">${words.emptyChat}</div>`;
    return html`<div class="empty">
      <p>${words.emptyCustomer}</p>
      <button type="button" class="start" @click=${this.acts.start}>${words.start}</button>
      ${suggestionsFor(game.world.users.get(seat.userId)?.languageCode).map(
        (text) => html`<button type="button" class="suggestion" @click=${() => this.acts.sendText(text)}>${text}</button>`,
      )}
    </div>`;
  }

  private line(line: Line): TemplateResult {
    const { game, seat, phone } = this;
    if (line.kind === 'service')
      return html`<div class="service" role="listitem"><span>${serviceWords(game.words, line.message)}</span></div>`;
    const { message } = line.drawn;
    const isMenuOpen = phone.menu === message.messageId;
    const context: BubbleContext = {
      game,
      userId: seat.userId,
      isGroup: phone.screen.kind !== 'bot',
      isMenuOpen,
      readUpTo: game.state?.readUpTo[message.chatKey] ?? 0,
      pressing: phone.pressing,
      menu: isMenuOpen ? messageMenu({ game, seat, phone, acts: this.acts, done: () => this.focusInput() }, line.drawn) : nothing,
      openMenu: (opened: Message) => this.openMenu(opened.messageId),
      press: this.acts.press,
      react: this.acts.react,
      show: (messageId) => this.showMessage(messageId),
      onCommand: this.acts.sendText,
      onLink: this.acts.openLink,
    };
    return bubble(context, line.drawn);
  }

  private focusInput(): void {
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector('textarea')?.focus());
  }

  private showMessage(messageId: number): void {
    const row = this.querySelector(`[data-message="${messageId}"]`);
    row?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    row?.animate([{ background: 'var(--flash)' }, { background: 'transparent' }], 1200);
  }

  private alertBox(): TemplateResult | typeof nothing {
    const { alert } = this.phone;
    if (alert === null) return nothing;
    const close = (): void => {
      this.phone.alert = null;
      this.requestUpdate();
    };
    return html`<div class="alert" role="alertdialog" aria-modal="true" aria-label=${alert}>
      <div>
        <p>${alert}</p>
        <button type="button" @click=${close}>${icons.check} OK</button>
      </div>
    </div>`;
  }
}

const keyOf = (line: Line): number => (line.kind === 'service' ? line.message.messageId : line.drawn.message.messageId);
