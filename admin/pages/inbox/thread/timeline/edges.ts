import { ChevronDown } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../../../components/icon.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { isMine, type ThreadStore } from '../../../../data/conversations/thread-live.ts';
import { dayName } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

/** Nearer to the end than this, in pixels, there is no need of a way there. */
const nearEnd = 240;

/** What stands above the first message in memory: the beginning, or that more is on its way. */
export function renderTop({ stretch }: ThreadStore): TemplateResult {
  if (!stretch.hasBefore.value) return html`<span class="quiet">${t('thread:start')}</span>`;
  if (stretch.older.value === 'failed') return html`<span>${t('thread:olderFailed')}</span> ${renderRetry(() => stretch.loadOlder())}`;
  return html`<span class="dots" role="status" aria-label=${t('common:loading')}><i></i><i></i><i></i></span>`;
}

/** The day of what is on top, while one scrolls. */
export function renderFloatingDay(at: string, isShown: boolean): TemplateResult {
  return html`<div class="floating-day ${isShown ? 'shown' : ''}" aria-hidden="true"><span>${dayName(at)}</span></div>`;
}

/** The way to the newest message, with how many are new below. `below`: pixels to the end of what is in memory. */
export function renderToEnd(
  store: ThreadStore,
  { below, highestShown, toEnd }: { below: number; highestShown: number; toEnd: () => void },
): TemplateResult | typeof nothing {
  const { hasAfter, newer } = store.stretch;
  if (newer.value === 'failed')
    return html`<div class="edge below"><span>${t('thread:newerFailed')}</span> ${renderRetry(() => store.stretch.loadNewer())}</div>`;
  if (!hasAfter.value && below < nearEnd) return nothing;
  const count = countBelow(store, highestShown);
  const label = count > 0 ? t('thread:toEndNew', { count }) : t('thread:toEnd');
  return html`<button class="to-end" aria-label=${label} title=${label} @click=${toEnd}>
    ${icon(ChevronDown, 18)}${count > 0 ? html`<span class="count">${count > 99 ? '99+' : count}</span>` : nothing}
  </button>`;
}

function countBelow({ conversationId, messages, seenSeq, stretch }: ThreadStore, highestShown: number): number {
  const seen = Math.max(seenSeq.value, highestShown);
  const known = messages.value.filter((message) => message.seq > seen && message.kind !== 'event' && !isMine(message)).length;
  if (!stretch.hasAfter.value) return known;
  return known + Math.max(0, (headOf(conversationId).value?.seq ?? 0) - Math.max(seen, messages.value.at(-1)?.seq ?? 0));
}

function renderRetry(retry: () => unknown): TemplateResult {
  return html`<button class="button small" @click=${retry}>${t('common:retry')}</button>`;
}
