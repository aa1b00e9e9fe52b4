import { model, Schema } from 'mongoose';
import type { ContactFilters } from '../../api/customers/contact-filters.ts';
import type { DataJobState, DataJobView, ExportColumn, ImportCounts, ImportMapping } from '../../api/customers/data-jobs.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A row that an import did not take, and why. */
export interface RefusedRow {
  row: number;
  reasons: string[];
}

/** Work on many contacts at once that goes on in the background and over restarts. Removed with its files after a week. */
export interface DataJobRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  kind: 'import' | 'export';
  state: DataJobState;
  /** Raised when the mapping changes: a worker that still reads by the old one writes nothing more. */
  version: number;
  actor: { type: string; id: string | null; name: string };
  /** An import's file as it was uploaded. */
  fileId?: ObjectId;
  file?: NonNullable<DataJobView['file']>;
  mapping?: ImportMapping;
  /** What an export takes. */
  filters?: ContactFilters;
  /** Its contacts one by one, instead of a filter. */
  contactIds?: ObjectId[];
  columns?: ExportColumn[];
  progress: { done: number; total: number | null };
  result?: ImportCounts;
  refused: RefusedRow[];
  refusedFileId?: ObjectId;
  resultFileId?: ObjectId;
  failure?: string;
  /** There is something to do from then on; absent: it waits for a person, or is over. */
  dueAt?: Date;
  createdAt: Date;
  finishedAt?: Date;
  /** When it goes. */
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;

const dataJobSchema = new Schema<DataJobRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    kind: { type: String, required: true },
    state: { type: String, required: true },
    version: { type: Number, default: 1 },
    actor: { type: new Schema({ type: { type: String }, id: String, name: String }, { _id: false, id: false }), required: true },
    fileId: id,
    file: Schema.Types.Mixed,
    mapping: Schema.Types.Mixed,
    filters: Schema.Types.Mixed,
    contactIds: { type: [id], default: undefined },
    columns: { type: [String], default: undefined },
    progress: { type: new Schema({ done: Number, total: { type: Number, default: null } }, { _id: false }), required: true },
    result: Schema.Types.Mixed,
    refused: { type: [new Schema({ row: Number, reasons: [String] }, { _id: false })], default: [] },
    refusedFileId: id,
    resultFileId: id,
    failure: String,
    dueAt: Date,
    createdAt: { type: Date, required: true },
    finishedAt: Date,
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

dataJobSchema.index({ workspaceId: 1, createdAt: -1, _id: -1 });
dataJobSchema.index({ dueAt: 1 }, { sparse: true });
dataJobSchema.index({ expiresAt: 1 });

export const DataJob = model<DataJobRecord>('DataJob', dataJobSchema, 'dataJobs');

/** The refused rows of one batch of a job: kept apart, as there may be as many as the file has rows. */
export interface DataJobRefusalRecord {
  /** Of job, phase and first row: a batch that is done again writes the same. */
  _id: ObjectId;
  jobId: ObjectId;
  firstRow: number;
  rows: RefusedRow[];
}

const refusalSchema = new Schema<DataJobRefusalRecord>(
  {
    _id: { type: id, required: true },
    jobId: { type: id, required: true },
    firstRow: { type: Number, required: true },
    rows: { type: [new Schema({ row: Number, reasons: [String] }, { _id: false })], required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

refusalSchema.index({ jobId: 1, firstRow: 1 });

export const DataJobRefusal = model<DataJobRefusalRecord>('DataJobRefusal', refusalSchema, 'dataJobRefusals');
