import { html, nothing, type TemplateResult } from 'lit';
import type { Game } from '../app/game.ts';
import { icons } from '../app/icons.ts';
import { summarise } from '../message/summary.ts';
import type { Message, Topic } from '../world/schema.ts';

/** The topics of a forum, the one written to last at the top and General at the end. */
export function topicList(
  game: Game,
  groupKey: string,
  seenIn: ReadonlyMap<number, number>,
  open: (thread: number) => void,
): TemplateResult {
  const group = game.world.chats.get(groupKey);
  const last = lastByThread(game.world.messages.get(groupKey)?.values() ?? []);
  const topics = [...(group?.topics ?? [])].sort((a, b) => (last.get(b.id)?.messageId ?? 0) - (last.get(a.id)?.messageId ?? 0));
  const general: Topic = { id: 0, name: game.words.general, iconColor: 0x8e99a4, isClosed: false };
  return html`<div class="topics" role="list">
    ${[...topics, general].map((topic) => {
      const message = last.get(topic.id);
      const isNew = message !== undefined && message.messageId > (seenIn.get(topic.id) ?? 0);
      return html`<div role="listitem">
        <button type="button" class="topic" data-thread=${topic.id} @click=${() => open(topic.id)}>
          <span class="topic-icon" style="background: #${topic.iconColor.toString(16).padStart(6, '0')}" aria-hidden="true">
            ${topic.id === 0 ? '#' : ([...topic.name.replace(/^[^\p{L}\p{N}]+/u, '')][0] ?? '#')}
          </span>
          <span class="topic-words">
            <span class="topic-name">${topic.name} ${topic.isClosed ? icons.lock : nothing}</span>
            <span class="topic-last">${message ? `${message.from.name}: ${summarise(game.words, message)}` : game.words.emptyChat}</span>
          </span>
          ${isNew ? html`<span class="dot"></span>` : nothing}
        </button>
      </div>`;
    })}
  </div>`;
}

/** The newest message of each topic; General is 0. */
export function lastByThread(messages: Iterable<Message>): Map<number, Message> {
  const last = new Map<number, Message>();
  for (const message of messages) last.set(message.thread ?? 0, message);
  return last;
}
