import type { ImportCounts, ImportMapping } from '../../../api/customers/data-jobs.ts';
import type { Actor } from '../../../core/actor.ts';
import { isHubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { announceContact } from '../../contact/announce.ts';
import { phoneDigits } from '../../contact/derive.ts';
import { editContact } from '../../contact/edit-contact.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import type { CustomFieldRecord } from '../../custom-field/model.ts';
import type { RefusedRow } from '../../data-job/model.ts';
import type { ChangeTools } from '../../conversation/recording/change.ts';
import { carryToConversations } from '../contact/carry-contact.ts';
import { editOf, type ContactChange } from '../contact/change.ts';
import { insertContact } from '../contact/create-contact.ts';
import { union } from '../merge/merge-fields.ts';
import type { CsvRow } from './read-csv.ts';
import { nameOf, readRow } from './read-row.ts';

export type ImportTools = ChangeTools & Pick<Hub, 'facts' | 'files' | 'log' | 'config'>;

/** What rows are imported with. */
export interface ImportRun {
  actor: Actor;
  jobId: ObjectId;
  mapping: ImportMapping;
  fields: ReadonlyMap<string, CustomFieldRecord>;
  /** Keys of contacts that a dry run would have created by now; null when it is not one. */
  planned: Set<string> | null;
}

/** What came of a batch. */
export interface BatchOutcome {
  counts: ImportCounts;
  refused: RefusedRow[];
}

type Found = Pick<ContactRecord, '_id'>;

/**
 * Imports a batch of rows, or finds out what importing would do. A contact's id is made of job and row, so a batch that is done again
 * after a crash makes no doubles and counts the same.
 */
export async function importRows(hub: ImportTools, run: ImportRun, rows: readonly CsvRow[]): Promise<BatchOutcome> {
  const read = rows.map(({ row, cells }) => ({ row, ...readRow(cells, run.mapping, run.fields) }));
  const found = await findByKeys(
    run,
    read.flatMap((each) => ('matchKey' in each && each.matchKey !== null ? [each.matchKey] : [])),
  );
  const outcome: BatchOutcome = { counts: { created: 0, updated: 0, skipped: 0, refused: 0 }, refused: [] };
  for (const each of read) {
    const result = 'reasons' in each ? each.reasons : await importOne(hub, run, each, found);
    if (typeof result === 'string') {
      outcome.counts[result] += 1;
    } else {
      outcome.counts.refused += 1;
      outcome.refused.push({ row: each.row, reasons: result });
    }
  }
  return outcome;
}

interface GoodRow {
  row: number;
  change: ContactChange;
  matchKey: string | null;
}

async function importOne(
  hub: ImportTools,
  run: ImportRun,
  { row, change, matchKey }: GoodRow,
  found: Map<string, Found[]>,
): Promise<'created' | 'updated' | 'skipped' | string[]> {
  const ownId = naturalId('import', run.jobId.toHexString(), String(row));
  const matches = (matchKey === null ? [] : (found.get(matchKey) ?? [])).filter(({ _id }) => !_id.equals(ownId));
  if (matches.length > 1) return [`${run.mapping.match}: several contacts have it`];
  const isPlanned = matchKey !== null && (run.planned?.has(matchKey) ?? false);
  if (matches.length === 1 || isPlanned) {
    if (run.mapping.onMatch === 'skip') return 'skipped';
    const [match] = matches;
    if (!run.planned && match) return update(hub, run.actor, match._id, change);
    return 'updated';
  }
  const name = nameOf(change);
  if (name === null) return ['has neither a name nor an e-mail, phone or external user id'];
  if (matchKey !== null) {
    run.planned?.add(matchKey);
    if (!run.planned) found.set(matchKey, [{ _id: ownId }]);
  }
  return run.planned ? checkId(run, change) : create(hub, run.actor, ownId, { ...change, name });
}

async function create(
  hub: ImportTools,
  actor: Actor,
  _id: ObjectId,
  change: ContactChange & { name: string },
): Promise<'created' | string[]> {
  try {
    const { created } = await insertContact(hub, actor, { ...change, _id });
    if (created) await announceContact(hub, actor, 'contact.created', _id);
    hub.step('import.row');
    return 'created';
  } catch (error) {
    return idTaken(error);
  }
}

async function update(hub: ImportTools, actor: Actor, contactId: ObjectId, change: ContactChange): Promise<'updated' | string[]> {
  try {
    const edited = await editContact(hub, { workspaceId: actor.workspaceId, contactId }, (current) =>
      editOf(hub, current, {
        ...change,
        ...(change.phones && { phones: union(current.phones, change.phones) }),
        ...(change.emails && { emails: union(current.emails, change.emails) }),
        ...(change.tags && { tags: union(current.tags, change.tags) }),
      }),
    );
    if (!edited) return ['the contact was removed meanwhile'];
    if (change.name ?? change.phones ?? change.emails) await carryToConversations(hub, actor, edited.after);
    await announceContact(hub, actor, 'contact.changed', contactId);
    return 'updated';
  } catch (error) {
    return idTaken(error);
  }
}

/** A dry run tells of an external user id that another contact has, as the import would. */
async function checkId({ actor, mapping }: ImportRun, { externalUserId }: ContactChange): Promise<'created' | string[]> {
  if (!externalUserId || mapping.match === 'externalUserId') return 'created';
  const isTaken = await Contact.exists({ workspaceId: actor.workspaceId, externalUserId });
  return isTaken ? [takenReason] : 'created';
}

const takenReason = 'externalUserId: another contact has it';

function idTaken(error: unknown): string[] {
  if (isHubError(error, 'contact.external-user-id-taken')) return [takenReason];
  throw error;
}

/** The contacts that each key stands for; one database call. */
async function findByKeys({ actor: { workspaceId }, mapping: { match } }: ImportRun, keys: string[]): Promise<Map<string, Found[]>> {
  const found = new Map<string, Found[]>();
  if (match === 'none' || keys.length === 0) return found;
  const field = { email: 'emails', phone: 'terms', externalUserId: 'externalUserId' }[match];
  const contacts = await Contact.find({
    workspaceId,
    [field]: { $in: keys },
    erasingAt: { $exists: false },
    mergedInto: { $exists: false },
  })
    .select({ emails: 1, phones: 1, externalUserId: 1 })
    .lean<Pick<ContactRecord, '_id' | 'emails' | 'phones' | 'externalUserId'>[]>();
  for (const { _id, emails, phones, externalUserId } of contacts) {
    const theirs = { email: emails, phone: phones.map(phoneDigits), externalUserId: externalUserId === undefined ? [] : [externalUserId] }[
      match
    ];
    for (const key of new Set(theirs)) found.set(key, [...(found.get(key) ?? []), { _id }]);
  }
  return found;
}
