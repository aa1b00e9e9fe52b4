import type { Readable } from 'node:stream';

/** The kinds of record, in the order they come. */
export const exportKinds = [
  'workspace',
  'channels',
  'tags',
  'views',
  'contacts',
  'identities',
  'pageVisits',
  'conversations',
  'messages',
  'files',
] as const;
export type ExportKind = (typeof exportKinds)[number];

/** One record of an export; a file comes with its bytes to be opened. */
export type ExportRecord = { kind: Exclude<ExportKind, 'files'>; record: object } | { kind: 'files'; record: object; file: ExportedFile };

/** A file's place in the export and its bytes. */
export interface ExportedFile {
  /** Below the export's folder: `files/<id>.<extension>`. */
  path: string;
  open(): Promise<Readable>;
}
