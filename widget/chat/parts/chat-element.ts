import { html, nothing, type TemplateResult } from 'lit/html.js';
import { say } from '../../data/words.ts';
import '../compose/composer.ts';
import '../thread/thread.ts';
import { filesOf } from './drop.ts';
import { ChatPart } from './chat-part.ts';
import { header } from './header.ts';
import { icon } from './icon.ts';

/** The whole chat: header, thread or list, the place to write. */
export class HubwChat extends ChatPart {
  #isDropping = false;
  #wasListShown = false;

  constructor() {
    super();
    this.addEventListener('keydown', this.#key);
    this.addEventListener('dragover', this.#drag);
    this.addEventListener('dragleave', this.#leave);
    this.addEventListener('drop', this.#drop);
  }

  protected template(): TemplateResult {
    const { chat } = this;
    const { isListShown, spoken, notice } = chat.view();
    const { connection } = chat.state();
    return html`
      ${header(chat)} ${this.#banner()} ${isListShown ? this.#list() : html`<hubw-thread .chat=${chat}></hubw-thread>`}
      ${
        notice
          ? html`<p class="notice">
              ${notice}
              <button class="round" aria-label=${say('dismiss')} @click=${() => chat.set({ notice: '' })}>${icon('close')}</button>
            </p>`
          : nothing
      }
      ${connection === 'blocked' ? nothing : this.#foot()} ${this.#isDropping ? html`<div class="drop">${say('dropFiles')}</div>` : nothing}
      <div class="unseen" role="status" aria-live="polite">${spoken}</div>
      <div class="unseen" role="alert">${notice}</div>
    `;
  }

  protected override drawn(): void {
    const { isListShown, isVisible } = this.chat.view();
    // From the list one goes on to write.
    if (this.#wasListShown && !isListShown && isVisible) this.querySelector<HTMLElement>('[data-first]')?.focus();
    this.#wasListShown = isListShown;
  }

  #banner(): TemplateResult | typeof nothing {
    const { connection } = this.chat.state();
    if (connection === 'offline') return html`<p class="banner" role="status">${say('offline')}</p>`;
    if (connection === 'blocked') return html`<p class="banner" role="status">${say('blocked')}</p>`;
    return nothing;
  }

  #list(): TemplateResult {
    void import('./conversation-list.ts');
    return html`<hubw-conversation-list .chat=${this.chat}></hubw-conversation-list>`;
  }

  #foot(): TemplateResult {
    const { chat } = this;
    const { leadForm } = chat.core.config;
    const { isLeadDone, session, conversations } = chat.state();
    const isAsked =
      leadForm.when === 'before' && leadForm.fields.length > 0 && !isLeadDone && !session?.isVerified && conversations.length === 0;
    // Under the list it waits with all that is in it.
    if (!isAsked) return html`<hubw-composer .chat=${chat} ?hidden=${chat.view().isListShown}></hubw-composer>`;
    void import('../forms/lead-form.ts');
    return html`<hubw-lead-form .chat=${chat}></hubw-lead-form>`;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || this.querySelector(':popover-open, dialog[open]')) return;
    const { chat } = this;
    const { activeId, replyTo, editing, isListShown } = chat.view();
    event.preventDefault();
    if (activeId || replyTo || editing || isListShown) chat.set({ activeId: null, replyTo: null, editing: null, isListShown: false });
    else chat.close();
  };
  #setDropping(isDropping: boolean): void {
    this.#isDropping = isDropping;
    void this.redraw();
  }
  #drag = (event: DragEvent): void => {
    if (this.chat.view().isListShown || !this.chat.core.config.files.isAllowed || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#setDropping(true);
  };
  #leave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node) || !this.contains(event.relatedTarget)) this.#setDropping(false);
  };
  #drop = (event: DragEvent): void => {
    if (!this.#isDropping) return;
    event.preventDefault();
    this.#setDropping(false);
    this.querySelector('hubw-composer')?.addFiles(filesOf(event.dataTransfer));
  };
}

customElements.define('hubw-chat', HubwChat);
