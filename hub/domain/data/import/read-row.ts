import { contactFields } from '../../../api/customers/contacts.ts';
import type { FieldValue } from '../../../api/customers/custom-fields.ts';
import type { ImportMapping, ImportTarget } from '../../../api/customers/data-jobs.ts';
import { phoneDigits } from '../../contact/derive.ts';
import { problemOf } from '../../custom-field/check-values.ts';
import type { CustomFieldRecord } from '../../custom-field/model.ts';
import type { ContactChange } from '../contact/change.ts';

/** What a row says of a contact, or why it can't be taken. */
export type ReadRow = { change: ContactChange; matchKey: string | null } | { reasons: string[] };

const shape = contactFields.shape;

/** Reads a row by the mapping; empty cells say nothing. Reasons name the column's target and never its value. */
export function readRow(
  cells: readonly string[],
  { columns, match }: ImportMapping,
  fields: ReadonlyMap<string, CustomFieldRecord>,
): ReadRow {
  const change: ContactChange = {};
  const values: Record<string, FieldValue> = {};
  const reasons: string[] = [];
  for (const { column, target } of columns) {
    const cell = cells[column] ?? '';
    if (target === null || cell === '') continue;
    const problem = target.startsWith('field:') ? takeField(values, target, cell, fields) : take(change, target, cell);
    if (problem !== null) reasons.push(`${target}: ${problem}`);
  }
  if (Object.keys(values).length > 0) change.fields = values;
  const matchKey = keyOf(change, match);
  if (reasons.length === 0 && match !== 'none' && matchKey === null)
    reasons.push(`${match}: is empty, so the contact can not be found by it`);
  if (reasons.length === 0 && Object.keys(change).length === 0) reasons.push('says nothing of a contact');
  return reasons.length > 0 ? { reasons } : { change, matchKey };
}

/** What a contact is called that came without a name. */
export function nameOf({ name, emails, phones, externalUserId }: ContactChange): string | null {
  return name ?? emails?.[0] ?? phones?.[0] ?? externalUserId ?? null;
}

/** How the value that contacts are matched by is compared. */
export function keyOf({ emails, phones, externalUserId }: ContactChange, match: ImportMapping['match']): string | null {
  if (match === 'email') return emails?.[0] ?? null;
  if (match === 'phone') return phones?.[0] === undefined ? null : phoneDigits(phones[0]);
  return match === 'externalUserId' ? (externalUserId ?? null) : null;
}

function take(change: ContactChange, target: ImportTarget, cell: string): string | null {
  switch (target) {
    case 'email':
      return takeList(change, 'emails', cell, /[;,\s]+/, 'is not an e-mail address');
    case 'phone':
      return takeList(change, 'phones', cell, /[;,\n]+/, 'is not a phone number');
    case 'tags':
      return takeList(change, 'tags', cell, /[;,|\n]+/, 'has a tag that is too long, or too many tags');
    case 'name':
      return takeText(change, 'name', cell, 'is longer than 200 characters');
    case 'externalUserId':
      return takeText(change, 'externalUserId', cell, 'is longer than 200 characters');
    case 'notes':
      return takeText(change, 'notes', cell, 'is longer than 10,000 characters');
    case 'language':
      return takeText(change, 'language', cell, 'must be a language tag such as de or pt-BR');
    default:
      return null;
  }
}

function takeList(
  change: ContactChange,
  field: 'emails' | 'phones' | 'tags',
  cell: string,
  separator: RegExp,
  problem: string,
): string | null {
  const texts = cell.split(separator).map((text) => text.trim());
  const parsed = shape[field].safeParse([...(change[field] ?? []), ...texts.filter((text) => text !== '')]);
  const isNoPhone = field === 'phones' && texts.some((text) => text !== '' && phoneDigits(text).length < 3);
  if (!parsed.success || isNoPhone) return problem;
  change[field] = parsed.data;
  return null;
}

function takeText(
  change: ContactChange,
  field: 'name' | 'externalUserId' | 'notes' | 'language',
  cell: string,
  problem: string,
): string | null {
  const parsed = shape[field].safeParse(cell);
  if (!parsed.success) return problem;
  Reflect.set(change, field, parsed.data);
  return null;
}

function takeField(
  values: Record<string, FieldValue>,
  target: string,
  cell: string,
  fields: ReadonlyMap<string, CustomFieldRecord>,
): string | null {
  const key = target.slice('field:'.length);
  const field = fields.get(key);
  if (!field) return 'there is no such custom field any more';
  const value = readValue(field, cell);
  const problem = problemOf(field, value);
  if (problem !== null) return problem;
  values[key] = value;
  return null;
}

const yes = new Set(['true', 'yes', 'y', '1', 'да', '+']);
const no = new Set(['false', 'no', 'n', '0', 'нет', '-']);

/** A cell as its field's type is usually written; what is not, stays a text and is refused by the field's check. */
function readValue({ type, choices }: CustomFieldRecord, cell: string): FieldValue {
  const lower = cell.toLowerCase();
  if (type === 'number') return /^-?[\d\s\u00a0]+([.,]\d+)?$/.test(cell) ? Number(cell.replace(/[\s\u00a0]/g, '').replace(',', '.')) : cell;
  if (type === 'boolean') return yes.has(lower) ? true : no.has(lower) ? false : cell;
  if (type === 'choice') return choices.find((choice) => choice.toLowerCase() === lower) ?? cell;
  if (type === 'date')
    return cell.replace(
      /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
      (_, day: string, month: string, year: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    );
  return cell;
}
