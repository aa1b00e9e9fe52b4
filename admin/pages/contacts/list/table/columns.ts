import { html, nothing, type TemplateResult } from 'lit';
import type { ContactSort } from '../../../../../hub/api/customers/contact-filters.ts';
import type { ContactView } from '../../../../../hub/api/customers/contacts.ts';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import { preferences } from '../../../../data/preferences.ts';
import { agoShort, fullTime, minuteTick, shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { wordsOfCustomValue, wordsOfField, wordsOfKind, wordsOfLanguage } from '../../contact-words.ts';

/** Columns beside the name, by the field they show; custom fields are `field:<key>`. */
const ownColumns = [
  'emails',
  'phones',
  'tags',
  'lastMessageAt',
  'createdAt',
  'kind',
  'language',
  'externalUserId',
  'username',
  'notes',
] as const;
type OwnColumn = (typeof ownColumns)[number];

/** What a list shows while nobody chose. */
export const usualColumns: readonly string[] = ['emails', 'phones', 'tags', 'kind', 'lastMessageAt', 'createdAt'];

/** Under this name the preferences remember an agent's choice. */
export const columnsPanel = 'contact-columns';

/** Widths in pixels: at least, and its share of what is left. */
const widths: Record<OwnColumn | 'name' | 'field', { least: number; share: number }> = {
  name: { least: 200, share: 2 },
  emails: { least: 180, share: 1.6 },
  phones: { least: 136, share: 1 },
  tags: { least: 140, share: 1.2 },
  lastMessageAt: { least: 172, share: 0.6 },
  createdAt: { least: 140, share: 0.6 },
  kind: { least: 88, share: 0.5 },
  language: { least: 96, share: 0.6 },
  externalUserId: { least: 120, share: 0.8 },
  username: { least: 120, share: 0.8 },
  notes: { least: 180, share: 1.4 },
  field: { least: 120, share: 0.9 },
};

/** Which order clicking a head asks for. */
export const sortOfColumn: Readonly<Record<string, ContactSort>> = { name: 'name', createdAt: 'newest', lastMessageAt: 'lastMessage' };

/** Every column there can be, the custom fields last. */
export function allColumns(customFields: readonly CustomFieldView[]): string[] {
  return [...ownColumns, ...customFields.map(({ key }) => `field:${key}`)];
}

/** What is on screen: the address's, the segment's, the agent's own or the usual ones; those of deleted fields are left out. */
export function shownColumns(
  asked: string | null,
  segment: readonly string[] | undefined,
  customFields: readonly CustomFieldView[],
): string[] {
  const own = preferences.value.panels[columnsPanel];
  const chosen = asked === null ? (segment ?? (Array.isArray(own) ? own : usualColumns)) : asked.split(',');
  const known = new Set(allColumns(customFields));
  return [...new Set(chosen)].filter((column) => known.has(column));
}

/** A grid's template: the box to pick by, the name, the columns. */
export function gridOf(columns: readonly string[]): { template: string; least: number } {
  const all = ['name', ...columns].map((column) => widths[isOwn(column) ? column : 'field']);
  return {
    template: `36px ${all.map(({ least, share }) => `minmax(${least}px, ${share}fr)`).join(' ')}`,
    least: 36 + all.reduce((sum, { least }) => sum + least, 0),
  };
}

/** What a column shows of a contact. */
export function renderCell(
  column: string,
  contact: ContactView,
  customFields: ReadonlyMap<string, CustomFieldView>,
): TemplateResult | string {
  switch (column) {
    case 'emails':
    case 'phones':
      return renderList(contact[column]);
    case 'tags':
      return renderTags(contact.tags);
    case 'kind':
      return wordsOfKind(contact.kind);
    case 'language':
      return contact.language ? wordsOfLanguage(contact.language) : '';
    case 'externalUserId':
      return contact.externalUserId ?? '';
    case 'username':
      return contact.username ? `@${contact.username}` : '';
    case 'notes':
      return contact.notes.split('\n')[0] ?? '';
    case 'lastMessageAt':
      return renderTime(contact.lastMessageAt, true);
    case 'createdAt':
      return renderTime(contact.createdAt, false);
    default: {
      const key = column.slice('field:'.length);
      return wordsOfCustomValue(contact.fields[key], customFields.get(key));
    }
  }
}

/** A column's head in words. */
export function wordsOfColumn(column: string, customFields: readonly CustomFieldView[]): string {
  return wordsOfField(column, customFields);
}

function renderList([first, ...others]: readonly string[]): TemplateResult | string {
  if (first === undefined) return '';
  return others.length === 0 ? first : html`${first} <span class="quiet" title=${others.join(', ')}>+${others.length}</span>`;
}

function renderTags(tags: readonly string[]): TemplateResult | string {
  if (tags.length === 0) return '';
  return html`<span class="tags" title=${tags.join(', ')}
    >${tags.slice(0, 3).map((tag) => html`<span class="chip">${tag}</span>`)}${
      tags.length > 3 ? html`<span class="quiet">+${tags.length - 3}</span>` : nothing
    }</span
  >`;
}

function renderTime(at: string | null, isAgo: boolean): TemplateResult {
  if (at === null) return html`<span class="quiet">${t('contacts:never')}</span>`;
  if (isAgo) void minuteTick.value; // "5m" has to become "6m"
  return html`<time datetime=${at} title=${fullTime(at)}>${isAgo ? agoShort(at) : shortDate(at)}</time>`;
}

function isOwn(column: string): column is OwnColumn | 'name' {
  return Object.hasOwn(widths, column);
}
