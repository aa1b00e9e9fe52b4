import type { MergedField } from '../../../api/customers/contact-merges.ts';
import type { FieldValue } from '../../../api/customers/custom-fields.ts';
import type { ContactRecord } from '../../contact/model.ts';
import type { ContactSnapshot } from './model.ts';

type Shown = MergedField['result'];

/** A contact as a merge and its undo see it. */
export function snapshotOf(contact: ContactRecord): ContactSnapshot {
  const { isNameMade, externalUserId, confirmedAt, username, language, avatarFileId, lastMessageAt } = contact;
  const { name, phones, emails, tags, fields, notes, blocked, channelIds, providers, activeAt } = contact;
  return {
    ...{ name, phones, emails, tags, fields, notes, blocked, channelIds, providers, activeAt },
    ...(isNameMade && { isNameMade }),
    ...(externalUserId !== undefined && { externalUserId }),
    ...(confirmedAt && { confirmedAt }),
    ...(username !== undefined && { username }),
    ...(language !== undefined && { language }),
    ...(avatarFileId && { avatarFileId }),
    ...(lastMessageAt && { lastMessageAt }),
  };
}

/**
 * What two contacts become: the one that stays wins wherever both say something, lists and notes are put together, and whoever of
 * them is blocked makes both blocked.
 */
export function mergeSnapshots(kept: ContactSnapshot, from: ContactSnapshot): ContactSnapshot {
  const named = kept.isNameMade && !from.isNameMade ? from : kept;
  const lastMessageAt = later(kept.lastMessageAt, from.lastMessageAt);
  return {
    ...from,
    ...kept,
    name: named.name,
    ...(named.isNameMade ? { isNameMade: true } : withoutMadeName),
    phones: union(kept.phones, from.phones),
    emails: union(kept.emails, from.emails),
    tags: union(kept.tags, from.tags),
    fields: { ...from.fields, ...kept.fields },
    notes: [kept.notes, from.notes].filter((notes, index, all) => notes !== '' && all.indexOf(notes) === index).join('\n\n'),
    blocked: kept.blocked || from.blocked,
    channelIds: unionBy(kept.channelIds, from.channelIds, String),
    providers: union(kept.providers, from.providers),
    ...(lastMessageAt && { lastMessageAt }),
    activeAt: later(kept.activeAt, from.activeAt) ?? kept.activeAt,
  };
}

const withoutMadeName: Partial<ContactSnapshot> = {};

/** What a merge does with each field that one of both has. */
export function describeMerge(kept: ContactSnapshot, from: ContactSnapshot): MergedField[] {
  const result = shownOf(mergeSnapshots(kept, from));
  const [ours, theirs] = [shownOf(kept), shownOf(from)];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return names.flatMap((field) => {
    const values = { contact: ours[field] ?? null, from: theirs[field] ?? null, result: result[field] ?? null };
    return isEmpty(values.contact) && isEmpty(values.from) ? [] : [{ field, outcome: outcomeOf(values), ...values }];
  });
}

function outcomeOf({ contact, from, result }: Pick<MergedField, 'contact' | 'from' | 'result'>): MergedField['outcome'] {
  if (isEmpty(from) || isSame(contact, from)) return 'kept';
  if (isEmpty(contact)) return 'added';
  if (!isSame(result, contact)) return isSame(result, from) && !Array.isArray(result) ? 'added' : 'combined';
  return Array.isArray(result) ? 'kept' : 'dropped';
}

function shownOf({ name, externalUserId, username, phones, emails, language, notes, tags, blocked, fields }: ContactSnapshot) {
  const custom = Object.entries(fields).map(([key, value]): [string, Shown] => [`field:${key}`, value]);
  const shown: Record<string, Shown> = {
    name,
    externalUserId: externalUserId ?? null,
    username: username ?? null,
    phones,
    emails,
    language: language ?? null,
    notes,
    tags,
    blocked,
    ...Object.fromEntries(custom),
  };
  return shown;
}

/** Not blocked is nothing said; no custom field is. */
function isEmpty(value: Shown): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

/** True for values that say the same: ids and dates by what they stand for. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** Two lists as one, each entry once. */
export function union<Item extends FieldValue>(one: readonly Item[], other: readonly Item[]): Item[] {
  return [...new Set([...one, ...other])];
}

/** Two lists as one, each entry once by its key. */
export function unionBy<Item>(one: readonly Item[], other: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...one, ...other].map((item) => [keyOf(item), item])).values()];
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}
