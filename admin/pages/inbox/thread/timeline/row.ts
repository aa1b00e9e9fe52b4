import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { agents, departments } from '../../../../data/team.ts';
import { dayName, fullTime, minuteTick, timeZone } from '../../../../words/formats.ts';
import { language, t } from '../../../../words/words.ts';
import { renderMessage } from '../bubble/message.ts';
import { renderPending } from '../bubble/pending.ts';
import { renderEvents } from '../events/event-lines.ts';
import type { Scene } from '../scene.ts';
import type { Row } from './rows.ts';

/**
 * A row, drawn anew only when something in it may be another: scrolling asks again and again for what stayed the same. Signals it is drawn by
 * are read here, since a row that isn't drawn reads none.
 */
export function drawRow(row: Row, index: number, scene: Scene, isStop: boolean): unknown {
  const { activeKey, flashSeq, typed, openEvents, abilities, contact } = scene;
  const isLit = row.type === 'message' && row.message.seq === flashSeq;
  const shared = [language.value, timeZone.value, minuteTick.value, agents.value, departments.value];
  return guard([row, index, isStop, row.key === activeKey, isLit, typed, openEvents, abilities, contact, ...shared], () =>
    renderRow(row, index, scene, isStop),
  );
}

/** A row with what stands above it: the name of its day, the "New" line. `stop`: the one row that Tab stops at. */
function renderRow(row: Row, index: number, scene: Scene, stop: boolean): TemplateResult {
  const flashes = row.type === 'message' && row.message.seq === scene.flashSeq;
  return html`<div
    class="item ${flashes ? 'flash' : ''}"
    role="listitem"
    data-index=${index}
    data-key=${row.key}
    tabindex=${stop ? 0 : -1}
    aria-label=${labelOf(row)}
  >
    ${row.startsDay ? html`<div class="day"><span>${dayName(row.at)}</span></div>` : nothing}
    ${row.isNew ? html`<div class="new-line" role="separator" aria-label=${t('thread:new')}><span aria-hidden="true">${t('thread:new')}</span></div>` : nothing}
    ${row.type === 'message' ? renderMessage(row, scene) : row.type === 'pending' ? renderPending(row, scene) : renderEvents(row, scene)}
  </div>`;
}

/** What a screen reader says before the content: who and when. */
function labelOf(row: Row): string {
  if (row.type === 'events') return t('thread:events', { count: row.events.length });
  const when = fullTime(row.at);
  if (row.type === 'pending') return t('thread:message', { who: t('common:you'), when });
  const { author, kind } = row.message;
  return t('thread:message', { who: kind === 'note' ? t('thread:noteBy', { who: author.name }) : author.name, when });
}

/** A row's height before it was drawn, in pixels: near enough that the scrollbar hardly moves when it is measured. */
export function estimateHeight(row: Row): number {
  const above = (row.startsDay ? 44 : 0) + (row.isNew ? 30 : 0);
  if (row.type === 'events') return above + 12 + (row.events.length >= 3 ? 24 : row.events.length * 20);
  const { text, attachments = [] } = row.type === 'message' ? row.message : row.pending;
  const lines = text === '' ? 0 : text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 75)), 0);
  const files = attachments.length === 0 ? 0 : attachments[0]?.kind === 'image' ? 226 : attachments.length * 56;
  return above + (row.isFirst ? 42 : 17) + lines * 19 + files;
}
