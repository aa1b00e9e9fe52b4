import { AlarmClock, Ban, Bot, CheckCheck, ChevronsUp, Clock, Flame, type IconNode } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { href } from '../../../../app/routing/route.ts';
import { avatar } from '../../../../components/avatar.ts';
import { icon } from '../../../../components/icon.ts';
import { draftMarkOf } from '../../../../data/conversations/listing/draft-marks.ts';
import { typingIn, viewersOf } from '../../../../data/conversations/listing/live-marks.ts';
import { session } from '../../../../data/session.ts';
import { agentById } from '../../../../data/team.ts';
import { agoShort, clockTime, dayKey, fullTime, minuteTick, shortDate, spanShort } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { previewOf } from './preview.ts';
import { providerMark } from './provider-mark.ts';

/** Every row is as high as this, in pixels: the list needs to measure none. */
export const rowHeight = 64;

/** How a row stands in its list. */
export interface RowState {
  place: number;
  /** Where its link leads, below /admin. */
  to: string;
  isOpen: boolean;
  isSelected: boolean;
  isFocusable: boolean;
  isLeaving: boolean;
  hasArrived: boolean;
  /** The list holds one status only: it goes without saying. */
  saysStatus: boolean;
}

/** One conversation of the list, in plain HTML: there are many of them and they have to be fast. */
export function renderRow(head: ConversationView, row: RowState): TemplateResult {
  const { contact } = head;
  const classes = [
    'row',
    head.unread > 0 && 'unread',
    row.isOpen && 'open',
    row.isSelected && 'selected',
    row.isLeaving && 'leaving',
    row.hasArrived && 'arrived',
  ].filter(Boolean);
  return html`<div
    class=${classes.join(' ')}
    role="row"
    data-id=${head.id}
    aria-rowindex=${row.place + 1}
    aria-selected=${row.isSelected}
    aria-current=${row.isOpen ? 'true' : 'false'}
    tabindex=${row.isFocusable ? 0 : -1}
    style="translate: 0 ${row.place * rowHeight}px"
  >
    <div role="gridcell" class="face">
      ${avatar(contact.name, { url: contact.avatarUrl, size: 34 })}${providerMark(head.provider)}
      <label class="pick"
        ><input type="checkbox" tabindex="-1" .checked=${row.isSelected} aria-label=${t('inbox:selectOne', { name: contact.name })}
      /></label>
    </div>
    <div role="gridcell" class="body">
      <a href=${href(row.to)} tabindex="-1" draggable="false">
        <span class="line">
          <span class="name ellipsis">${contact.name}</span>${renderPriority(head)}${renderTags(head.tags)}<span class="spacer"></span
          ><time class="numbers" datetime=${head.lastMessageAt} title=${fullTime(head.lastMessageAt)}>${agoShort(head.lastMessageAt)}</time>
        </span>
        <span class="line">
          ${renderPreview(head)}${renderState(head, row)}${renderViewers(head)}${renderAssignee(head)}${
            head.unread > 0
              ? html`<span class="count" title=${t('inbox:unread', { count: head.unread })}
                  >${head.unread > 99 ? '99+' : head.unread}<span class="sr-only"> ${t('inbox:unreadShort')}</span></span
                >`
              : nothing
          }
        </span>
      </a>
    </div>
  </div>`;
}

function renderPreview(head: ConversationView) {
  const writes = typingIn(head.id);
  if (writes !== undefined) {
    return html`<span class="preview ellipsis typing"
      ><i class="dots" aria-hidden="true"><b></b><b></b><b></b></i>${t('inbox:typing', { name: writes.split(' ')[0] ?? writes })}</span
    >`;
  }
  const draft = draftMarkOf(head.id);
  if (draft !== undefined) return html`<span class="preview ellipsis"><em class="draft">${t('inbox:draft')}</em> ${draft}</span>`;
  const { from, text } = previewOf(head);
  return html`<span class="preview ellipsis">${from ? html`<span class="from">${from}</span> ` : nothing}${text}</span>`;
}

function renderPriority({ priority }: ConversationView) {
  if (priority === 'urgent') return sign(Flame, t('inbox:priority.urgent'), 'bad');
  if (priority === 'high') return sign(ChevronsUp, t('inbox:priority.high'), 'warn');
  return nothing;
}

function renderTags(tags: readonly string[]) {
  if (tags.length === 0) return nothing;
  const more = tags.length - 2;
  return html`<span class="tags" title=${tags.join(', ')}
    >${tags.slice(0, 2).map((tag) => html`<span class="tag ellipsis">${tag}</span>`)}${more > 0 ? html`<span class="tag">+${more}</span>` : nothing}</span
  >`;
}

/** Before that the time of the message says as much. */
const calmMs = 5 * 60_000;
const amberMs = 15 * 60_000;
const redMs = 60 * 60_000;

function renderState(head: ConversationView, { saysStatus }: RowState) {
  return html`${head.contact.blocked ? sign(Ban, t('inbox:blocked'), 'bad') : nothing}${
    head.handledBy === 'bot' ? sign(Bot, t('inbox:byBot'), 'quiet') : nothing
  }${saysStatus && head.status === 'closed' ? sign(CheckCheck, t('inbox:tab.closed'), 'quiet') : nothing}${
    head.status === 'snoozed' ? renderSnoozed(head) : nothing
  }${head.status === 'open' && head.waitingSince !== null ? renderWaiting(head.waitingSince) : nothing}`;
}

function renderWaiting(since: string) {
  const ms = Math.max(0, minuteTick.value - Date.parse(since));
  if (ms < calmMs) return nothing;
  const colour = ms >= redMs ? 'bad' : ms >= amberMs ? 'warn' : 'calm';
  return html`<span class="chip wait ${colour}" title=${t('inbox:waitingSince', { time: fullTime(since) })}
    >${icon(Clock, 10)}<span class="sr-only">${t('inbox:waiting')} </span><span class="numbers">${spanShort(ms)}</span></span
  >`;
}

function renderSnoozed({ snoozedUntil }: ConversationView) {
  if (snoozedUntil === undefined)
    return html`<span class="chip" title=${t('inbox:snoozedUntilReply')}>${icon(AlarmClock, 10)}${t('inbox:untilReply')}</span>`;
  const isToday = dayKey(snoozedUntil) === dayKey(new Date(minuteTick.value));
  return html`<span class="chip" title=${t('inbox:snoozedUntil', { time: fullTime(snoozedUntil) })}
    >${icon(AlarmClock, 10)}${isToday ? clockTime(snoozedUntil) : shortDate(snoozedUntil)}</span
  >`;
}

function renderViewers({ id }: ConversationView) {
  const viewers = viewersOf(id);
  if (viewers.length === 0) return nothing;
  const names = viewers.map(({ name }) => name).join(', ');
  return html`<span class="viewers" title=${t('inbox:viewing', { names })}
    >${viewers.slice(0, 3).map(({ name }) => avatar(name, { size: 18 }))}<span class="sr-only">${t('inbox:viewing', { names })}</span></span
  >`;
}

function renderAssignee({ assigneeId }: ConversationView) {
  if (assigneeId === null || assigneeId === session.value?.agent.id) return nothing;
  const agent = agentById(assigneeId);
  if (!agent) return nothing;
  const words = t('inbox:assignedTo', { name: agent.displayName });
  return html`<span class="assignee" title=${words}>${avatar(agent.displayName, { size: 18 })}<span class="sr-only">${words}</span></span>`;
}

function sign(picture: IconNode, words: string, colour: 'bad' | 'warn' | 'quiet'): TemplateResult {
  return html`<span class="sign ${colour}" title=${words}>${icon(picture, 13)}<span class="sr-only">${words}</span></span>`;
}
