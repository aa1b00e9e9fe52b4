import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';
import { contactFilters } from './contact-filters.ts';
import { fieldKey } from './custom-fields.ts';

/** What a column of a CSV file is read into; `field:<key>` is a custom field. */
export const importTarget = z.union([
  z.enum(['name', 'email', 'phone', 'externalUserId', 'language', 'notes', 'tags']),
  z.templateLiteral(['field:', fieldKey]),
]);
export type ImportTarget = z.infer<typeof importTarget>;

/** How the rows of a file become contacts. */
export const importMapping = z.object({
  columns: z
    .array(
      z.object({
        /** The column's place in the file, from 0. */
        column: z.number().int().min(0).max(199),
        /** Null leaves the column out. */
        target: importTarget.nullable(),
      }),
    )
    .min(1)
    .max(200)
    .refine((columns) => columns.some(({ target }) => target !== null), 'needs a column that is read'),
  /** By which field a row finds the contact it is about; `none` creates one for each row. */
  match: z.enum(['email', 'phone', 'externalUserId', 'none']),
  /** What happens to a contact that was found. */
  onMatch: z.enum(['update', 'skip']),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** What an import did, or would do while it is only checked. */
export const importCounts = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  refused: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCounts>;

/** The columns of an export. */
export const exportColumn = z.union([
  z.enum([
    'id',
    'name',
    'kind',
    'username',
    'emails',
    'phones',
    'externalUserId',
    'language',
    'tags',
    'notes',
    'blocked',
    'createdAt',
    'lastMessageAt',
  ]),
  z.templateLiteral(['field:', fieldKey]),
]);
export type ExportColumn = z.infer<typeof exportColumn>;

/** `mapping` waits for the columns' meaning, `checking` is the dry run, `checked` waits for the start. */
export const dataJobState = z.enum(['mapping', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled']);
export type DataJobState = z.infer<typeof dataJobState>;

export const dataJobView = z.object({
  id,
  kind: z.enum(['import', 'export']),
  state: dataJobState,
  /** Rows of the file, or contacts; total is null while nobody knows. */
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable() }),
  /** Of the file that is imported; null for an export. */
  file: z
    .object({
      name: z.string(),
      encoding: z.enum(['utf-8', 'windows-1251', 'utf-16le']),
      delimiter: z.string(),
      /** The first row and what it seems to mean, column by column. */
      columns: z.array(z.object({ column: z.number().int(), header: z.string(), guess: importTarget.nullable() })),
      /** The next rows, at most 5. */
      sample: z.array(z.array(z.string())),
    })
    .nullable(),
  mapping: importMapping.nullable(),
  /** An import's counts, of the dry run while `checking` and `checked`; null before. */
  result: importCounts.nullable(),
  /** The first 100 refused rows; row 1 is the line of headers. */
  refused: z.array(z.object({ row: z.number().int(), reasons: z.array(z.string()) })),
  /** All refused rows with their reasons, as a CSV file to mend and import again; null when none was refused. */
  refusedCsvUrl: z.string().nullable(),
  /** An export's file: signed, expiring; removed after 7 days. */
  downloadUrl: z.string().nullable(),
  /** Why it failed, in plain English; null otherwise. */
  failure: z.string().nullable(),
  by: z.object({ type: z.string(), id: z.string().nullable(), name: z.string() }),
  createdAt: moment,
  finishedAt: moment.nullable(),
});
export type DataJobView = z.infer<typeof dataJobView>;

const params = z.object({ dataJobId: id });

export const createImport = endpoint({
  method: 'post',
  path: '/contacts/imports',
  summary: 'Upload a CSV file of contacts (multipart, at most 20 MB); answers with what its columns seem to mean',
  access: 'contact.import',
  consumes: 'multipart',
  view: dataJobView,
  status: 201,
});

export const mapImport = endpoint({
  method: 'put',
  path: '/contacts/imports/:dataJobId/mapping',
  summary: 'Say what the columns mean and start a dry run; may be repeated until the import starts',
  access: 'contact.import',
  params,
  body: importMapping,
  view: dataJobView,
  status: 202,
});

export const startImport = endpoint({
  method: 'post',
  path: '/contacts/imports/:dataJobId/start',
  summary: 'Import the checked file',
  access: 'contact.import',
  params,
  view: dataJobView,
  status: 202,
});

export const createContactExport = endpoint({
  method: 'post',
  path: '/contacts/exports',
  summary: 'Write the contacts of a filter, or those of the ids, into a CSV file; a job, as there may be many',
  access: 'data.export',
  body: z
    .object({
      filters: contactFilters.strict().default({}),
      /** These and no others, in this order, instead of a filter; those that are gone are left out. */
      ids: z.array(id).min(1).max(1000).optional(),
      columns: z
        .array(exportColumn)
        .min(1)
        .max(100)
        .default(['name', 'kind', 'emails', 'phones', 'externalUserId', 'language', 'tags', 'notes', 'createdAt']),
    })
    .refine(({ filters, ids }) => ids === undefined || Object.keys(filters).length === 0, 'takes filters or ids, not both'),
  view: dataJobView,
  status: 202,
});

export const listDataJobs = endpoint({
  method: 'get',
  path: '/data-jobs',
  summary: 'Imports and exports the caller may see, newest first',
  access: 'contact.view',
  query: paging,
  view: pageOf(dataJobView),
});

export const getDataJob = endpoint({
  method: 'get',
  path: '/data-jobs/:dataJobId',
  summary: 'How an import or export goes',
  access: 'contact.view',
  params,
  view: dataJobView,
});

export const cancelDataJob = endpoint({
  method: 'post',
  path: '/data-jobs/:dataJobId/cancel',
  summary: 'Stop a job; what was imported already stays',
  access: 'contact.view',
  params,
  view: dataJobView,
});
