import type { ContactFilters } from '../../../../../hub/api/customers/contact-filters.ts';
import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import { shortDate } from '../../../../words/formats.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import { wordsOfCustomValue, wordsOfKind, wordsOfLanguage } from '../../contact-words.ts';

/** What is known to name the ids in filters. */
export interface FilterNames {
  channels: readonly ChannelView[];
  customFields: readonly CustomFieldView[];
}

/** A part of the filters as a chip says it, and what of the address takes it away. */
export interface FilterChip {
  about: string;
  words: string;
  /** Names of the address to take away. */
  names: readonly string[];
  /** The custom field to take out of `fields`. */
  field?: string;
}

/** Everything that narrows the list beyond the search, in words. */
export function chipsOf(filters: ContactFilters, { channels, customFields }: FilterNames): FilterChip[] {
  const { kind, tag, blocked, channel, provider, language, fields = {} } = filters;
  const chips: FilterChip[] = [];
  const add = (name: string, about: string, words: string): void => void chips.push({ about, words, names: [name] });
  if (kind) add('kind', t('contacts:filter.kind'), wordsOfKind(kind));
  if (tag) add('tag', t('contacts:filter.tag'), tag);
  if (blocked !== undefined) add('blocked', t('contacts:filter.blocked'), blocked ? t('contacts:blockedYes') : t('contacts:blockedNo'));
  if (channel) add('channel', t('contacts:filter.channel'), channels.find(({ id }) => id === channel)?.name ?? t('contacts:filterGone'));
  if (provider) add('provider', t('contacts:filter.provider'), tMaybe(`inbox:provider.${provider}`, {}, provider));
  if (language) add('language', t('contacts:filter.language'), wordsOfLanguage(language));
  addRange(chips, 'created', filters.createdAfter, filters.createdBefore);
  addRange(chips, 'lastMessage', filters.lastMessageAfter, filters.lastMessageBefore);
  for (const [key, value] of Object.entries(fields)) {
    const field = customFields.find((each) => each.key === key);
    chips.push({ about: field?.name ?? key, words: wordsOfCustomValue(value, field), names: [], field: key });
  }
  return chips;
}

function addRange(chips: FilterChip[], what: 'created' | 'lastMessage', after: string | undefined, before: string | undefined): void {
  if (after === undefined && before === undefined) return;
  const from = after === undefined ? '' : shortDate(after);
  // The end is the beginning of the day after.
  const to = before === undefined ? '' : shortDate(new Date(new Date(before).getTime() - 1));
  const words = !to
    ? t('contacts:rangeSince', { from })
    : !from
      ? t('contacts:rangeBefore', { to })
      : from === to
        ? from
        : t('contacts:rangeBetween', { from, to });
  chips.push({ about: t(`contacts:filter.${what}`), words, names: [`${what}After`, `${what}Before`] });
}
