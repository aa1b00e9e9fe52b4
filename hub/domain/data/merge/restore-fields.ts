import type { FieldValue } from '../../../api/customers/custom-fields.ts';
import type { ContactSnapshot, UndoConflict } from './model.ts';
import { isSame, unionBy } from './merge-fields.ts';

/** A contact that was merged into, and what of the merge can't be taken back. */
export interface Restoration {
  snapshot: ContactSnapshot;
  conflicts: UndoConflict[];
}

/**
 * Takes a merge out of the contact as it is now. What nobody touched since is as it was before; what somebody changed stays, and is a
 * conflict where the merge had changed it too. From lists go the entries that the merge added.
 */
export function restoreFields(
  current: ContactSnapshot,
  { before, result }: { before: ContactSnapshot; result: ContactSnapshot },
): Restoration {
  const conflicts: UndoConflict[] = [];
  const back = <Value>(field: string, now: Value, was: Value, merged: Value): Value => {
    if (isSame(now, merged) || isSame(now, was)) return was;
    if (!isSame(was, merged)) conflicts.push({ field, reason: 'changed-since' });
    return now;
  };
  const scalar = <Field extends keyof ContactSnapshot>(field: Field) => back(field, current[field], before[field], result[field]);
  const list = (field: 'phones' | 'emails' | 'tags' | 'providers') => withoutAdded(current[field], before[field], result[field], String);

  const optional = {
    isNameMade: scalar('isNameMade'),
    externalUserId: scalar('externalUserId'),
    confirmedAt: scalar('confirmedAt'),
    username: scalar('username'),
    language: scalar('language'),
    avatarFileId: scalar('avatarFileId'),
    lastMessageAt: isSame(current.lastMessageAt, result.lastMessageAt) ? before.lastMessageAt : current.lastMessageAt,
  };
  const snapshot: ContactSnapshot = {
    name: scalar('name'),
    notes: scalar('notes'),
    blocked: scalar('blocked'),
    phones: list('phones'),
    emails: list('emails'),
    tags: list('tags'),
    providers: list('providers'),
    channelIds: withoutAdded(current.channelIds, before.channelIds, result.channelIds, String),
    fields: restoreValues(current.fields, before.fields, result.fields, back),
    activeAt: isSame(current.activeAt, result.activeAt) ? before.activeAt : current.activeAt,
    ...withoutAbsent(optional),
  };
  return { snapshot, conflicts: unionBy(conflicts, [], ({ field }) => field) };
}

function restoreValues(
  now: Record<string, FieldValue>,
  was: Record<string, FieldValue>,
  merged: Record<string, FieldValue>,
  back: (field: string, now?: FieldValue, was?: FieldValue, merged?: FieldValue) => FieldValue | undefined,
): Record<string, FieldValue> {
  const keys = new Set([...Object.keys(now), ...Object.keys(was), ...Object.keys(merged)]);
  const entries = [...keys].map((key): [string, FieldValue | undefined] => [key, back(`field:${key}`, now[key], was[key], merged[key])]);
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function withoutAdded<Item>(now: readonly Item[], was: readonly Item[], merged: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const before = new Set(was.map(keyOf));
  const added = new Set(merged.map(keyOf).filter((key) => !before.has(key)));
  return now.filter((item) => !added.has(keyOf(item)));
}

function withoutAbsent<Fields extends object>(fields: Fields): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> } {
  const kept: { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> } = {};
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) Reflect.set(kept, field, value);
  return kept;
}
