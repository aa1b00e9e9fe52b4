import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { say } from '../../data/words.ts';
import { ChatPart } from '../parts/chat-part.ts';
import { face } from '../parts/face.ts';
import { dayOf } from '../parts/formats.ts';
import { teamWords } from '../parts/header.ts';
import { icon } from '../parts/icon.ts';
import { linked } from '../text/linked.ts';
import { eventWords } from './event-words.ts';
import { message } from './message.ts';
import { layOut, type Row } from './rows.ts';
import { waiting } from './waiting.ts';

/** So near to the end, in pixels, a reader is at it. */
const nearPx = 80;

/** The messages of the conversation on screen: at its end while the reader is there, in place while older ones come in above. */
class HubwThread extends ChatPart {
  #isAway = false;
  #isAtEnd = true;
  #thread = '';
  #height = 0;
  #firstId: string | undefined;
  #sizes = new ResizeObserver(() => this.#settle());

  constructor() {
    super();
    this.addEventListener('scroll', this.#scroll, { passive: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
    // Forms, pictures and players grow within it by themselves.
    for (const part of this.children) this.#sizes.observe(part);
    document.addEventListener('visibilitychange', this.#seen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    document.removeEventListener('visibilitychange', this.#seen);
  }

  protected template(): TemplateResult {
    const { chat } = this;
    const name = chat.thread();
    if (name !== this.#thread) this.#isAtEnd = true;
    this.#thread = name;
    const { threads, queue, connection } = chat.state();
    const { newFrom } = chat.view();
    const conversation = chat.conversation();
    const thread = threads[name];
    const rows = layOut(
      thread?.messages ?? [],
      queue.filter((entry) => entry.thread === name),
      newFrom?.conversationId === name ? newFrom.seq : null,
    );
    const isLoading = conversation ? !thread && connection !== 'blocked' : connection === 'connecting' && rows.length === 0;
    return html`<div class="flow">
        ${thread?.hasBefore ? html`<p class="middle">${say('older')}</p>` : this.#greeting()}
        ${isLoading ? html`<p class="middle">${say('loading')}…</p>` : nothing}
        ${repeat(
          rows,
          ({ key }) => key,
          (row) => this.#row(row),
        )}
        ${this.#lead()} ${this.#rating()} ${this.#typing()}
      </div>
      ${
        this.#isAway
          ? html`<button class="round latest" aria-label=${say('toLatest')} @click=${this.#toEnd}>${icon('down')}</button>`
          : nothing
      }`;
  }

  protected override drawn(): void {
    const firstId = this.chat.state().threads[this.#thread]?.messages[0]?.id;
    // Older ones came in above what is being read.
    if (!this.#isAtEnd && this.#firstId !== undefined && firstId !== this.#firstId) this.scrollTop += this.scrollHeight - this.#height;
    this.#firstId = firstId;
    this.#settle();
    this.#seen();
  }

  #settle(): void {
    if (this.#isAtEnd) this.scrollTop = this.scrollHeight;
    this.#height = this.scrollHeight;
    this.#older();
  }

  #row(row: Row): TemplateResult {
    if (row.type === 'day') return html`<p class="middle day"><span>${dayOf(row.moment)}</span></p>`;
    if (row.type === 'new') return html`<p class="middle new"><span>${say('newMessages')}</span></p>`;
    if (row.type === 'event') return html`<p class="middle">${eventWords(row.message)}</p>`;
    return row.type === 'waiting' ? waiting(this.chat, row.entry) : message(this.chat, row);
  }

  #greeting(): TemplateResult {
    const { greeting, away, look, name } = this.chat.core.config;
    const { team } = this.chat.state();
    const faces = team.members.length > 0 ? team.members : [{ name, avatarUrl: look.avatarUrl }];
    return html`<div class="greeting">
      <span class="faces">${faces.slice(0, 3).map(face)}</span>
      <p class="hello" dir="auto">${linked(team.isOpen ? greeting : away)}</p>
      <p>${teamWords(team)}</p>
    </div>`;
  }

  #typing(): TemplateResult | typeof nothing {
    const by = this.chat.state().typing[this.#thread];
    if (!by) return nothing;
    return html`<div class="message out last typing">
      ${face(by)}<span class="bubble"><span class="unseen">${say('isTyping', { name: by.name })}</span><i></i><i></i><i></i></span>
    </div>`;
  }

  #lead(): TemplateResult | typeof nothing {
    const { leadForm } = this.chat.core.config;
    const { team, isLeadDone, session } = this.chat.state();
    const isAsked =
      leadForm.when === 'away' &&
      leadForm.fields.length > 0 &&
      !team.isOpen &&
      !isLeadDone &&
      !session?.isVerified &&
      this.chat.conversation();
    if (!isAsked) return nothing;
    void import('../forms/lead-form.ts');
    return html`<hubw-lead-form .chat=${this.chat}></hubw-lead-form>`;
  }

  #rating(): TemplateResult | typeof nothing {
    const conversation = this.chat.conversation();
    if (conversation?.status !== 'closed' || !(conversation.rating.isAsked || conversation.rating.score !== null)) return nothing;
    void import('../forms/rating.ts');
    return html`<hubw-rating .chat=${this.chat}></hubw-rating>`;
  }

  #toEnd = (): void => {
    this.#isAtEnd = true;
    this.#isAway = false;
    void this.redraw();
    this.#settle();
    this.#seen();
  };
  #scroll = (): void => {
    this.#isAtEnd = this.scrollHeight - this.scrollTop - this.clientHeight < nearPx;
    if (this.#isAway === this.#isAtEnd) void this.redraw();
    this.#isAway = !this.#isAtEnd;
    this.#older();
    this.#seen();
  };
  #older(): void {
    const { chat } = this;
    if (this.clientHeight === 0 || this.scrollTop > 200 || !chat.state().threads[this.#thread]?.hasBefore) return;
    chat.core.loadOlder(this.#thread).catch(() => chat.set({ notice: say('couldNotLoad') }));
  }
  #seen = (): void => {
    const last = this.chat.state().threads[this.#thread]?.messages.at(-1);
    if (!last || !this.#isAtEnd || !this.chat.view().isVisible || document.visibilityState === 'hidden') return;
    this.chat.core.setSeen(this.#thread, last.seq);
  };
}

customElements.define('hubw-thread', HubwThread);
