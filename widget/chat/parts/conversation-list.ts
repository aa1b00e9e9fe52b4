import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { say } from '../../data/words.ts';
import { ChatPart } from './chat-part.ts';
import { face } from './face.ts';
import { dayOf, timeOf } from './formats.ts';
import './conversation-list.css';

/** The visitor's conversations, the latest first. */
class HubwConversationList extends ChatPart {
  /** What had the focus before this drawing. */
  #focused: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.querySelector('button')?.focus();
  }

  protected override drawn(): void {
    // A row that goes up as its conversation becomes the latest loses the focus by being moved.
    const focused = this.#focused;
    if (focused instanceof HTMLElement && this.contains(focused) && document.activeElement !== focused) focused.focus();
  }

  protected template(): TemplateResult {
    const { chat } = this;
    this.#focused = this.contains(document.activeElement) ? document.activeElement : null;
    const { conversations } = chat.state();
    const { name, look } = chat.core.config;
    return html`<div class="rows">
        ${repeat(
          conversations,
          ({ id }) => id,
          ({ id, assignee, preview, lastMessageAt, unread }) =>
            html`<button class="row" data-first @click=${() => chat.open(id)}>
              ${face(assignee ?? { name, avatarUrl: look.avatarUrl })}
              <span class="who">
                <b>${assignee?.name ?? name}</b>
                <span class="preview" dir="auto">${preview}</span>
              </span>
              <span class="when">
                ${dayOf(lastMessageAt) === say('today') ? timeOf(lastMessageAt) : dayOf(lastMessageAt)}
                ${unread > 0 ? html`<span class="count" aria-label=${say('unread', { count: unread })}>${unread}</span>` : nothing}
              </span>
            </button>`,
        )}
      </div>
      <button class="main" @click=${chat.begin}>${say('newConversation')}</button>`;
  }
}

customElements.define('hubw-conversation-list', HubwConversationList);
