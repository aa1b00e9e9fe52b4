import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { QueueEntry } from '../../data/sending/queue-entry.ts';
import { say } from '../../data/words.ts';
import type { Chat } from '../chat.ts';
import { icon } from '../parts/icon.ts';
import { linked } from '../text/linked.ts';

/** A message that the hub does not have yet, as the visitor wrote it. */
export function waiting(chat: Chat, { clientId, text, attachments, state, code, replyTo }: QueueEntry): TemplateResult {
  const { queue } = chat.core;
  return html`<article class="message in first last pending" aria-label=${say('you')}>
    <div class="bubble">
      ${replyTo ? html`<div class="quoted"><span>${replyTo.text || say('file')}</span></div>` : nothing}
      ${attachments.map(({ name }) => html`<span class="file">${icon('file')}<span>${name}</span></span>`)}
      ${text ? html`<div class="words" dir="auto">${linked(text)}</div>` : nothing}
    </div>
    ${
      state === 'failed'
        ? html`<span class="fate wrong" role="alert">${why(code)}</span>
            <span class="choices">
              <button class="choice" @click=${() => queue.retry(clientId)}>${say('retry')}</button>
              <button class="choice" @click=${() => queue.discard(clientId)}>${say('discard')}</button>
            </span>`
        : html`<span class="fate">${say(chat.state().connection === 'offline' ? 'waiting' : 'sending')}</span>`
    }
  </article>`;
}

function why(code: string | undefined): string {
  if (code === 'request.too-large') return say('failedTooLarge');
  return say(code?.includes('limit') ? 'failedLimit' : 'failed');
}
