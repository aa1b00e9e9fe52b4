import { ChevronDown, ChevronUp } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../../../components/icon.ts';
import { agentById, departmentById } from '../../../../data/team.ts';
import { dayKey, clockTime, fullTime } from '../../../../words/formats.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { renderTime } from '../bubble/message.ts';
import type { Scene } from '../scene.ts';
import type { EventsRow } from '../timeline/rows.ts';
import { describeEvent, type EventNames } from './event-words.ts';
import './event-lines.css';

/** From so many on events are folded into one line. */
const foldedFrom = 3;

/** What happened between two messages, each a small line; three and more fold into one. */
export function renderEvents({ key, events }: EventsRow, { openEvents, acts }: Scene): TemplateResult {
  const isRun = events.length >= foldedFrom;
  const isOpen = !isRun || openEvents.has(key);
  return html`<div class="events">
    ${
      isRun
        ? html`<button class="fold" aria-expanded=${isOpen} @click=${() => acts.toggleEvents(key)}>
            ${t('thread:events', { count: events.length })} ${icon(isOpen ? ChevronUp : ChevronDown, 12)}
          </button>`
        : nothing
    }
    ${
      isOpen
        ? events.map((event) => html`<p class="event"><span>${wordsOfEvent(event)}</span> ${renderTime(event.createdAt)}</p>`)
        : nothing
    }
  </div>`;
}

/** What happened, in a sentence of the language on screen. */
function wordsOfEvent(event: MessageView): string {
  const { key, values } = describeEvent(event, names);
  return t(key, values);
}

const names: EventNames = {
  agent: (id) => agentById(id)?.displayName ?? t('thread:someone'),
  department: (id) => departmentById(id)?.name ?? '…',
  moment: (at) => (dayKey(at) === dayKey(new Date()) ? clockTime(at) : fullTime(at)),
  priority: (priority) => tMaybe(`thread:priority.${priority}`, {}, priority),
};
