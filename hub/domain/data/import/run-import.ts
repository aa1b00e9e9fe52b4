import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { ImportCounts } from '../../../api/customers/data-jobs.ts';
import { systemActor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { listCustomFields } from '../../custom-field/find-custom-fields.ts';
import { forgetRefusals, moveDataJob } from '../../data-job/change-state.ts';
import { DataJob, DataJobRefusal, type DataJobRecord, type DataJobRefusalRecord } from '../../data-job/model.ts';
import { getFile, openFile } from '../../file/open-file.ts';
import { storeFile } from '../../file/store-file.ts';
import { importRows, type BatchOutcome, type ImportRun, type ImportTools } from './import-rows.ts';
import { readRows, type CsvFormat, type CsvRow } from './read-csv.ts';

const batchSize = 200;
const shownRefusals = 100;
const none: ImportCounts = { created: 0, updated: 0, skipped: 0, refused: 0 };

/** An import whose columns are said. */
type MappedJob = DataJobRecord & Required<Pick<DataJobRecord, 'fileId' | 'file' | 'mapping'>>;

/**
 * Checks or imports a file, batch by batch; each batch's progress, counts and refusals are written before the next. A dry run starts
 * over after a restart, an import goes on where it was. Ends early when it was cancelled or `signal` aborts.
 */
export async function runImport(hub: ImportTools, job: DataJobRecord, signal: AbortSignal): Promise<void> {
  if (!isMapped(job)) throw new Error('an import was started without a mapping');
  const isDry = job.state === 'checking';
  if (isDry) await startOver(job);
  // By its own name, as whoever started it may be gone.
  const actor = systemActor(job.workspaceId, job.actor.name);
  const fields = new Map((await listCustomFields(actor)).map((field) => [field.key, field]));
  const run: ImportRun = { actor, jobId: job._id, mapping: job.mapping, fields, planned: isDry ? new Set() : null };

  let { done } = isDry ? { done: 0 } : job.progress;
  for await (const rows of batchesOf(await openRows(hub, job), done)) {
    if (signal.aborted) return;
    const outcome = await importRows(hub, run, rows);
    hub.step('import.batch');
    if (!(await writeProgress(job, done, rows, outcome))) return;
    done += rows.length;
  }
  const refusedFileId = await storeRefusals(hub, job);
  const set = { ...(refusedFileId && { refusedFileId }) };
  if (isDry) {
    await moveDataJob(job, ['checking'], { set: { ...set, state: 'checked' }, unset: ['dueAt'] });
    return;
  }
  const finished = await moveDataJob(job, ['running'], { set: { ...set, state: 'done', finishedAt: hub.now() }, unset: ['dueAt'] });
  await recordAudit(hub, actor, { action: 'contact.imported', target: { type: 'data-job', id: job._id }, after: { ...finished.result } });
}

function isMapped(job: DataJobRecord): job is MappedJob {
  return job.fileId !== undefined && job.file !== undefined && job.mapping !== undefined;
}

async function startOver(job: DataJobRecord): Promise<void> {
  await forgetRefusals(job._id);
  await DataJob.updateOne(
    { _id: job._id, version: job.version, state: 'checking' },
    { $set: { 'progress.done': 0, result: none, refused: [] } },
  );
}

async function openRows(hub: ImportTools, job: MappedJob): Promise<AsyncGenerator<CsvRow>> {
  const format: CsvFormat = job.file;
  return readRows(await openFile(hub, await getFile(job, job.fileId)), format);
}

/** The rows in batches, without the headers and the rows that are done. */
async function* batchesOf(rows: AsyncGenerator<CsvRow>, done: number): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = [];
  for await (const row of rows) {
    if (row.row <= 1 + done) continue;
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** False when the job is no longer this worker's: cancelled, or gone on with by another. */
async function writeProgress(
  job: DataJobRecord,
  done: number,
  rows: readonly CsvRow[],
  { counts, refused }: BatchOutcome,
): Promise<boolean> {
  const firstRow = rows[0]?.row ?? 0;
  if (refused.length > 0) {
    const _id = naturalId('refused-rows', job._id.toHexString(), job.state, String(firstRow));
    await insertOnce(DataJobRefusal, { _id, jobId: job._id, firstRow, rows: refused });
  }
  const { matchedCount } = await DataJob.updateOne(
    { _id: job._id, version: job.version, state: job.state, 'progress.done': done },
    {
      $inc: {
        'progress.done': rows.length,
        'result.created': counts.created,
        'result.updated': counts.updated,
        'result.skipped': counts.skipped,
        'result.refused': counts.refused,
      },
      $push: { refused: { $each: refused, $slice: shownRefusals } },
    },
  );
  return matchedCount === 1;
}

/** Writes all refused rows with their reasons into a file of the same columns; null when there are none. */
async function storeRefusals(hub: ImportTools, job: MappedJob): Promise<ObjectId | null> {
  if (!(await DataJobRefusal.exists({ jobId: job._id }))) return null;
  const csv = stringify({ escape_formulas: true, bom: true, delimiter: job.file.delimiter });
  const source = Readable.from(refusedRows(hub, job));
  source.once('error', (error) => csv.destroy(error));
  const content = source.pipe(csv);
  const stored = await storeFile(hub, job.workspaceId, { name: 'refused-rows.csv', mimeType: 'text/csv', content });
  return stored._id;
}

async function* refusedRows(hub: ImportTools, job: MappedJob): AsyncGenerator<string[]> {
  const refusals = refusalsInOrder(job._id);
  let next = await refusals.next();
  for await (const { row, cells } of await openRows(hub, job)) {
    if (row === 1) {
      yield ['Row', 'Why it was refused', ...cells];
      continue;
    }
    if (next.done) return;
    if (next.value.row !== row) continue;
    yield [String(row), next.value.reasons.join('; '), ...cells];
    next = await refusals.next();
  }
}

async function* refusalsInOrder(jobId: ObjectId) {
  for await (const { rows } of DataJobRefusal.find({ jobId }).sort({ firstRow: 1 }).lean<DataJobRefusalRecord>().cursor()) yield* rows;
}
