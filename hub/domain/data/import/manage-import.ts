import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ImportMapping } from '../../../api/customers/data-jobs.ts';
import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { listCustomFields } from '../../custom-field/find-custom-fields.ts';
import { createDataJob, forgetRefusals, moveDataJob } from '../../data-job/change-state.ts';
import { getDataJob } from '../../data-job/find-data-jobs.ts';
import type { DataJobRecord } from '../../data-job/model.ts';
import { openFile } from '../../file/open-file.ts';
import { removeFile } from '../../file/remove-file.ts';
import type { FileRecord } from '../../file/model.ts';
import { guessColumns } from './guess-columns.ts';
import { detectFormat, readRows, unreadable } from './read-csv.ts';

type Tools = Pick<Hub, 'files' | 'now' | 'config'>;

const sampledRows = 5;

/** Begins an import with a stored file: reads it once, guesses its form and what its columns mean. Throws data-job.file-unreadable. */
export async function createImport(hub: Tools, actor: Actor, stored: FileRecord, origin?: AuditOrigin): Promise<DataJobRecord> {
  authorize(actor, 'contact.import');
  try {
    const { file, total } = await lookAt(hub, actor, stored);
    const job = await createDataJob(hub, actor, {
      kind: 'import',
      state: 'mapping',
      progress: { done: 0, total },
      fileId: stored._id,
      file,
    });
    await recordAudit(hub, actor, {
      action: 'contact.import-uploaded',
      target: { type: 'data-job', id: job._id },
      after: { file: stored.name, rows: total },
      origin,
    });
    return job;
  } catch (error) {
    await removeFile(hub, actor.workspaceId, stored._id);
    throw error;
  }
}

async function lookAt(hub: Tools, actor: Actor, stored: FileRecord) {
  const bytes = await buffer(await openFile(hub, stored));
  const format = detectFormat(bytes);
  const first: string[][] = [];
  let rows = 0;
  for await (const { cells } of readRows(Readable.from([bytes]), format)) {
    rows += 1;
    if (first.length <= sampledRows) first.push(cells);
  }
  const [headers, ...sample] = first;
  if (!headers) throw unreadable('empty');
  if (rows < 2) throw unreadable('no-rows');
  const guesses = guessColumns(headers, await listCustomFields(actor));
  const columns = headers.map((header, column) => ({ column, header, guess: guesses[column] ?? null }));
  return { file: { name: stored.name, ...format, columns, sample }, total: rows - 1 };
}

/** Says what the columns mean and starts the dry run. Throws data-job.unknown, data-job.wrong-state, contact-field.unknown, request.invalid. */
export async function mapImport(hub: Tools, actor: Actor, dataJobId: string, mapping: ImportMapping): Promise<DataJobRecord> {
  authorize(actor, 'contact.import');
  const job = await getDataJob(actor, dataJobId, 'import');
  await checkMapping(actor, mapping);
  const moved = await moveDataJob(job, ['mapping', 'checking', 'checked', 'failed'], {
    // Not checking yet while what an earlier dry run left goes: a worker of that one stops at its next batch.
    set: { state: 'mapping', version: job.version + 1, mapping, progress: { done: 0, total: job.progress.total }, refused: [] },
    unset: ['dueAt', 'result', 'failure', 'finishedAt', 'refusedFileId'],
  });
  await dropRefusals(hub, job);
  return moveDataJob(moved, ['mapping'], { set: { state: 'checking', dueAt: hub.now() } });
}

async function checkMapping(actor: Actor, { columns, match }: ImportMapping): Promise<void> {
  const keys = columns.flatMap(({ target }) => (target?.startsWith('field:') ? [target.slice('field:'.length)] : []));
  const known = new Set(keys.length > 0 ? (await listCustomFields(actor)).map(({ key }) => key) : []);
  const unknown = keys.filter((key) => !known.has(key));
  if (unknown.length > 0) throw new HubError('contact-field.unknown', { keys: unknown });
  if (match !== 'none' && !columns.some(({ target }) => target === match)) {
    throw new HubError('request.invalid', { issues: [{ path: 'body.match', message: `needs a column that is read as ${match}` }] });
  }
}

/** Starts the import of a checked file. Throws data-job.unknown, data-job.wrong-state. */
export async function startImport(hub: Tools, actor: Actor, dataJobId: string, origin?: AuditOrigin): Promise<DataJobRecord> {
  authorize(actor, 'contact.import');
  const job = await getDataJob(actor, dataJobId, 'import');
  if (job.state !== 'checked') throw new HubError('data-job.wrong-state', { state: job.state });
  // The check's refusals give way to the import's before it can begin.
  await dropRefusals(hub, job);
  const started = await moveDataJob(job, ['checked'], {
    set: {
      state: 'running',
      progress: { done: 0, total: job.progress.total },
      result: { created: 0, updated: 0, skipped: 0, refused: 0 },
      refused: [],
      dueAt: hub.now(),
    },
    unset: ['refusedFileId'],
  });
  await recordAudit(hub, actor, { action: 'contact.import-started', target: { type: 'data-job', id: job._id }, origin });
  return started;
}

async function dropRefusals(hub: Tools, { _id, workspaceId, refusedFileId }: DataJobRecord): Promise<void> {
  await forgetRefusals(_id);
  if (refusedFileId) await removeFile(hub, workspaceId, refusedFileId);
}
