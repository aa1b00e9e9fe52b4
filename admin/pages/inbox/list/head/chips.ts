import { X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import type { ConversationFilters, ConversationSort } from '../../../../../hub/api/customers/conversations.ts';
import { setQuery } from '../../../../app/routing/route.ts';
import { icon } from '../../../../components/icon.ts';
import { filterNames } from '../../../../data/conversations/listing/query.ts';
import { t } from '../../../../words/words.ts';
import { wordsOfFilter, wordsOfValue } from './filter-words.ts';

/** What narrows the list beyond its tab, each with its removal. */
export function renderChips(filters: ConversationFilters, sort: ConversationSort, channels: readonly ChannelView[]): TemplateResult[] {
  const chips = filterNames.flatMap((name) => {
    const value = filters[name];
    if (value === undefined) return [];
    const words = wordsOfValue(name, value, channels);
    return [renderChip(wordsOfFilter(name), words, () => setQuery({ [name]: null }))];
  });
  if (filters.contact !== undefined) chips.push(renderChip(t('inbox:filter.contact'), '', () => setQuery({ contact: null })));
  if (sort === 'waiting') chips.push(renderChip(t('inbox:sort.waiting'), '', () => setQuery({ sort: null })));
  return chips;
}

/** Takes every filter out of the address. */
export function clearFilters(): void {
  setQuery({ ...Object.fromEntries(filterNames.map((name) => [name, null])), contact: null, sort: null, q: null });
}

function renderChip(about: string, words: string, remove: () => void): TemplateResult {
  const whole = words ? `${about}: ${words}` : about;
  return html`<span class="chip filter" title=${whole}
    ><span class="ellipsis">${words ? html`<span class="quiet">${about}:</span> ` : nothing}${words || about}</span
    ><button aria-label=${t('inbox:removeFilter', { filter: whole })} @click=${remove}>${icon(X, 11)}</button></span
  >`;
}
