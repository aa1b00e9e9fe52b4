import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { ContactFilters } from '../../../api/customers/contact-filters.ts';
import type { ExportColumn } from '../../../api/customers/data-jobs.ts';
import { authorize, systemActor, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { contactsWhere, listContacts } from '../../contact/list-contacts.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import { listCustomFields } from '../../custom-field/find-custom-fields.ts';
import { createDataJob, moveDataJob } from '../../data-job/change-state.ts';
import { DataJob, type DataJobRecord } from '../../data-job/model.ts';
import { removeFile } from '../../file/remove-file.ts';
import { storeFile } from '../../file/store-file.ts';

type Tools = Pick<Hub, 'files' | 'now' | 'config'>;

/** A file of millions of contacts is longer than what people may upload. */
const limitMb = 4096;
const pageSize = 200;

/** Begins to write the contacts of a filter, or those of the ids, into a file. Throws contact-field.unknown. */
export async function createExport(
  hub: Tools,
  actor: Actor,
  { filters, ids, columns }: { filters: ContactFilters; ids?: string[] | undefined; columns: ExportColumn[] },
  origin?: AuditOrigin,
): Promise<DataJobRecord> {
  authorize(actor, 'data.export');
  const known = new Set((await listCustomFields(actor)).map(({ key }) => `field:${key}`));
  const unknown = columns.filter((column) => column.startsWith('field:') && !known.has(column));
  if (unknown.length > 0) throw new HubError('contact-field.unknown', { keys: unknown.map((column) => column.slice('field:'.length)) });
  const job = await createDataJob(hub, actor, {
    kind: 'export',
    state: 'running',
    progress: { done: 0, total: null },
    filters,
    ...(ids && { contactIds: [...new Set(ids)].map(toObjectId) }),
    columns: [...new Set(columns)],
    dueAt: hub.now(),
  });
  await recordAudit(hub, actor, {
    action: 'contact.exported',
    target: { type: 'data-job', id: job._id },
    after: { filters, ...(ids && { ids }), columns },
    origin,
  });
  return job;
}

class NoLongerWanted extends Error {}

/** Writes an export's file, a page at a time. It starts over after a restart, as half a file is none; ends early when cancelled. */
export async function runExport(hub: Tools, job: DataJobRecord, signal: AbortSignal): Promise<void> {
  const csv = stringify({ escape_formulas: true, bom: true });
  const source = Readable.from(recordsOf(job, signal));
  source.once('error', (error) => csv.destroy(error));
  try {
    const tools = { ...hub, config: { ...hub.config, FILE_LIMIT_MB: limitMb } };
    const stored = await storeFile(tools, job.workspaceId, { name: 'contacts.csv', mimeType: 'text/csv', content: source.pipe(csv) });
    try {
      await moveDataJob(job, ['running'], { set: { state: 'done', resultFileId: stored._id, finishedAt: hub.now() }, unset: ['dueAt'] });
    } catch (error) {
      await removeFile(hub, job.workspaceId, stored._id);
      throw error;
    }
  } catch (error) {
    if (!(error instanceof NoLongerWanted)) throw error;
  }
}

async function* recordsOf(job: DataJobRecord, signal: AbortSignal): AsyncGenerator<string[]> {
  const { _id, columns = [] } = job;
  yield columns.map((column) => column.replace(/^field:/, ''));
  let done = 0;
  for await (const contacts of job.contactIds ? pagesOfIds(job.workspaceId, job.contactIds) : pagesOfFilter(job)) {
    for (const contact of contacts) yield columns.map((column) => cellOf(contact, column));
    done += contacts.length;
    const { matchedCount } = await DataJob.updateOne({ _id, state: 'running' }, { $set: { 'progress.done': done } });
    if (matchedCount === 0 || signal.aborted) throw new NoLongerWanted();
  }
}

async function* pagesOfFilter({ workspaceId, filters = {} }: DataJobRecord): AsyncGenerator<ContactRecord[]> {
  let cursor: string | undefined;
  do {
    const page = await listContacts(systemActor(workspaceId), { ...filters, sort: 'newest', cursor, limit: pageSize });
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function* pagesOfIds(workspaceId: ObjectId, ids: readonly ObjectId[]): AsyncGenerator<ContactRecord[]> {
  for (let from = 0; from < ids.length; from += pageSize) {
    const wanted = ids.slice(from, from + pageSize);
    const found = await Contact.find({ ...contactsWhere(workspaceId, {}), _id: { $in: wanted } }).lean<ContactRecord[]>();
    const byId = new Map(found.map((contact) => [contact._id.toHexString(), contact]));
    yield wanted.flatMap((each) => byId.get(each.toHexString()) ?? []);
  }
}

function cellOf(contact: ContactRecord, column: ExportColumn): string {
  if (column.startsWith('field:')) return String(contact.fields[column.slice('field:'.length)] ?? '');
  const cells: Record<string, string> = {
    id: contact._id.toHexString(),
    name: contact.name,
    kind: contact.kind,
    username: contact.username ?? '',
    emails: contact.emails.join('; '),
    phones: contact.phones.join('; '),
    externalUserId: contact.externalUserId ?? '',
    language: contact.language ?? '',
    tags: contact.tags.join('; '),
    notes: contact.notes,
    blocked: String(contact.blocked),
    createdAt: contact.createdAt.toISOString(),
    lastMessageAt: contact.lastMessageAt?.toISOString() ?? '',
  };
  return cells[column] ?? '';
}
