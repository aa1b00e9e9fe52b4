import { html, nothing, type TemplateResult } from 'lit/html.js';
import { say } from '../../data/words.ts';
import { ChatPart } from '../parts/chat-part.ts';
import './card.css';

const faces = ['😞', '🙁', '😐', '🙂', '😀'] as const;
const titles = ['rating1', 'rating2', 'rating3', 'rating4', 'rating5'] as const;

/** Asks how it was, once the team has closed the conversation; can be changed. */
class HubwRating extends ChatPart {
  #chosen: number | null = null;
  #isChanging = false;

  protected template(): TemplateResult {
    const { chat } = this;
    const { rating } = chat.core.config;
    const score = chat.conversation()?.rating.score ?? null;
    if (score !== null && !this.#isChanging) {
      return html`<div class="card rating">
        <p>${faces[score - 1]} ${say('ratingThanks')}</p>
        <button class="choice" @click=${this.#change}>${say('ratingChange')}</button>
      </div>`;
    }
    const chosen = this.#chosen ?? score;
    return html`<form class="card rating" @submit=${this.#submit}>
      <h2 id="rating-title">${rating.question || say('ratingQuestion')}</h2>
      <div class="scores" role="group" aria-labelledby="rating-title">
        ${faces.map(
          (each, index) =>
            html`<button
              type="button"
              class="round"
              aria-label=${say(titles[index] ?? 'rating3')}
              aria-pressed=${chosen === index + 1 ? 'true' : 'false'}
              @click=${() => this.#choose(index + 1)}
            >
              ${each}
            </button>`,
        )}
      </div>
      ${
        rating.withComment && chosen !== null
          ? html`<label for="rating-comment">${say('ratingComment')}</label>
              <textarea id="rating-comment" rows="2" maxlength="2000"></textarea>
              <button class="main">${say('ratingSend')}</button>`
          : nothing
      }
    </form>`;
  }

  #change = (): void => {
    this.#isChanging = true;
    void this.redraw().then(() => this.querySelector<HTMLElement>('[aria-pressed=true]')?.focus());
  };

  #choose(score: number): void {
    this.#chosen = score;
    void this.redraw();
    if (!this.chat.core.config.rating.withComment) void this.#rate('');
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    void this.#rate(this.querySelector('textarea')?.value.trim() ?? '');
  };

  async #rate(comment: string): Promise<void> {
    const { chat } = this;
    const conversation = chat.conversation();
    const score = this.#chosen ?? conversation?.rating.score;
    if (!conversation || !score) return;
    if (!(await chat.attempt(chat.core.rate(conversation.id, { score, comment })))) return;
    this.#isChanging = false;
    chat.set({ spoken: say('ratingThanks') });
    // What was pressed is gone; what it came to can be changed.
    void this.redraw().then(() => this.querySelector<HTMLElement>('.choice')?.focus());
  }
}

customElements.define('hubw-rating', HubwRating);
