import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { VisitorMessage } from '../../../hub/api/widget/views.ts';
import { say } from '../../data/words.ts';
import type { Chat } from '../chat.ts';

const quick = ['👍', '❤️', '😂', '😮', '🙏'];
const changeableMs = 86_400_000;

/** Whether anything can be done with a message. */
export function canAct(chat: Chat, { deletedAt, kind }: VisitorMessage): boolean {
  return kind === 'text' && !deletedAt && chat.state().connection !== 'blocked';
}

/** What can be done with a message: react, answer, and for a day change or take back what is one's own. */
export function actions(chat: Chat, given: VisitorMessage): TemplateResult {
  const { core } = chat;
  const done = (run: () => void) => () => {
    chat.set({ activeId: null, deletingId: null });
    run();
  };
  const ask = () => {
    chat.set({ deletingId: given.id });
    // It is drawn by now; the button that was pressed is gone, and the harmless answer has the focus.
    queueMicrotask(() => document.querySelector<HTMLElement>('hubw-thread .sure .choice')?.focus());
  };
  if (chat.view().deletingId === given.id) {
    return html`<div class="actions sure" role="group" aria-label=${say('deleteSure')}>
      <span>${say('deleteSure')}</span>
      <button class="choice" @click=${done(() => undefined)}>${say('cancel')}</button>
      <button class="choice wrong" @click=${done(() => void chat.attempt(core.remove(given)))}>${say('delete')}</button>
    </div>`;
  }
  const isOwn = given.direction === 'in' && given.clientId !== null && Date.now() - new Date(given.createdAt).getTime() < changeableMs;
  const mine = given.reactions.find(({ by }) => by === 'me')?.emoji;
  return html`<div class="actions" role="group" aria-label=${say('messageActions')}>
    ${
      given.direction === 'out'
        ? quick.map(
            (emoji) =>
              html`<button
                class="round"
                aria-label=${`${say('react')}: ${emoji}`}
                aria-pressed=${emoji === mine ? 'true' : 'false'}
                @click=${done(() => void chat.attempt(core.react(given, emoji === mine ? null : emoji)))}
              >
                ${emoji}
              </button>`,
          )
        : nothing
    }
    <button class="choice" @click=${done(() => chat.set({ replyTo: given, editing: null }))}>${say('reply')}</button>
    ${
      isOwn && given.text
        ? html`<button class="choice" @click=${done(() => chat.set({ editing: given, replyTo: null }))}>${say('edit')}</button>`
        : nothing
    }
    ${isOwn ? html`<button class="choice wrong" @click=${ask}>${say('delete')}</button>` : nothing}
  </div>`;
}
