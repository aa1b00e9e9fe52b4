import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { VisitorMessage } from '../../../hub/api/widget/views.ts';
import { say } from '../../data/words.ts';
import type { Chat } from '../chat.ts';
import { face } from '../parts/face.ts';
import { timeOf } from '../parts/formats.ts';
import { icon } from '../parts/icon.ts';
import { isSafe } from '../text/links.ts';
import { words } from '../text/text.ts';
import { actions, canAct } from './actions.ts';
import { attachment } from './attachment.ts';
import type { Row } from './rows.ts';

/** One message: whose it is, what it says, how far it came, what can be done with it. */
export function message(chat: Chat, { message: given, isFirst, isLast }: Extract<Row, { type: 'message' }>): TemplateResult {
  const isTheirs = given.direction === 'out';
  const isActive = chat.view().activeId === given.id;
  const name = given.author.name || say('team');
  return html`<article
    class=${`message ${given.direction}${isFirst ? ' first' : ''}${isLast ? ' last' : ''}`}
    aria-label=${isTheirs ? name : say('you')}
  >
    ${isTheirs && isLast ? face({ ...given.author, name }) : nothing}
    ${isTheirs && isFirst ? html`<span class="author">${name}</span>` : nothing}
    <div class="beside">
      <div class="bubble">${content(chat, given)}</div>
      ${
        canAct(chat, given)
          ? html`<button
              class="round do"
              aria-label=${say('messageActions')}
              aria-expanded=${isActive ? 'true' : 'false'}
              @click=${() => chat.set({ activeId: isActive ? null : given.id, deletingId: null })}
            >
              ${icon('more')}
            </button>`
          : nothing
      }
    </div>
    ${buttons(chat, given)} ${reactions(chat, given)} ${isActive ? actions(chat, given) : nothing}
    ${isLast ? html`<span class="fate">${fate(chat, given)}</span>` : nothing}
  </article>`;
}

function content(chat: Chat, given: VisitorMessage): unknown {
  if (given.deletedAt) return html`<i class="gone">${say('deleted')}</i>`;
  const { replyTo, attachments, location, contacts, text, editedAt } = given;
  return html`${replyTo ? quoted(chat, replyTo) : nothing} ${attachments.map((file) => attachment(given, file))}
  ${
    location
      ? html`<a
          class="file"
          href=${`https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}#map=16/${location.latitude}/${location.longitude}`}
          target="_blank"
          rel="noopener noreferrer"
          >${icon('pin')}<span>${location.name ?? location.address ?? say('location')}</span></a
        >`
      : nothing
  }
  ${contacts?.map(({ name, phones, emails }) => html`<div class="words"><b>${name}</b>${['', ...phones, ...emails].join('\n')}</div>`)}
  ${text ? html`<div class="words" dir="auto">${words(chat, given)}</div>` : nothing}
  ${editedAt ? html`<span class="edited">${say('edited')}</span>` : nothing}`;
}

function quoted(chat: Chat, { messageId, text }: NonNullable<VisitorMessage['replyTo']>): TemplateResult {
  const found = chat.state().threads[chat.thread()]?.messages.find(({ id }) => id === messageId);
  const said = found?.deletedAt ? say('deleted') : found?.text || text || say('file');
  return html`<div class="quoted">
    ${found ? html`<b>${found.direction === 'in' ? say('you') : found.author.name}</b>` : nothing}<span>${said}</span>
  </div>`;
}

function buttons(chat: Chat, { id, buttons: given }: VisitorMessage): TemplateResult | typeof nothing {
  if (!given?.length) return nothing;
  return html`<div class="choices">
    ${given.map((each, index) =>
      'url' in each
        ? isSafe(each.url)
          ? html`<a class="choice" href=${each.url} target="_blank" rel="noopener noreferrer">${each.title}</a>`
          : nothing
        : html`<button class="choice" @click=${() => chat.send({ text: each.title, press: { messageId: id, index } })}>
            ${each.title}
          </button>`,
    )}
  </div>`;
}

function reactions(chat: Chat, given: VisitorMessage): TemplateResult | typeof nothing {
  if (given.reactions.length === 0) return nothing;
  return html`<div class="reactions">
    ${given.reactions.map(({ emoji, by }) =>
      by === 'me'
        ? html`<button aria-label=${`${say('you')}: ${emoji}`} @click=${() => chat.attempt(chat.core.react(given, null))}>${emoji}</button>`
        : html`<span>${emoji}</span>`,
    )}
  </div>`;
}

function fate(chat: Chat, { direction, createdAt, seq }: VisitorMessage): string {
  if (direction === 'out') return timeOf(createdAt);
  const isSeen = seq <= (chat.conversation()?.seenByTeam ?? 0);
  return `${timeOf(createdAt)} · ${say(isSeen ? 'seen' : 'sent')}`;
}
