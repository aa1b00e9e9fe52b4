import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import type { ExportedFile, ExportRecord } from '../../domain/data/export/export-record.ts';

/** How records are written: one JSON object a line, or one JSON document. */
export type ExportFormat = 'ndjson' | 'json';

/** What was written of one kind. */
interface Written {
  records: number;
  file?: string;
  bytes?: number;
  sha256?: string;
}

/** Where an export goes. Records are written as they come, and writing waits for the target. */
export interface ExportTarget {
  write(record: ExportRecord): Promise<void>;
  /** Ends it with the manifest; resolves with that. */
  end(about: Record<string, unknown>): Promise<Record<string, unknown>>;
}

interface OpenFile extends Written {
  file: string;
  stream: WriteStream;
  hash: Hash;
  bytes: number;
  /** What the disk said, kept until the next write can tell it. */
  failure: Error | null;
}

/** A folder: a file per kind, `files/` with the bytes, and `manifest.json`, written last: where it is missing, the export was cut short. */
export async function createFolderTarget(folder: string, format: ExportFormat): Promise<ExportTarget> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(join(folder, 'manifest.json'), { force: true });
  const files = new Map<string, OpenFile>();
  const missingFiles: string[] = [];

  return {
    async write(exported) {
      if (exported.kind === 'files') await copyFile(exported.file);
      const file = files.get(exported.kind) ?? open(exported.kind);
      const separator = format === 'json' ? (file.records === 0 ? '[\n' : ',\n') : '';
      await put(file, `${separator}${JSON.stringify(exported.record)}${format === 'json' ? '' : '\n'}`);
      file.records += 1;
    },
    async end(about) {
      const kinds: Record<string, Written> = {};
      for (const [kind, file] of files) {
        if (format === 'json') await put(file, '\n]\n');
        file.stream.end();
        await finished(file.stream);
        kinds[kind] = { records: file.records, file: file.file, bytes: file.bytes, sha256: file.hash.digest('hex') };
      }
      // What the store has lost is named rather than left out in silence; the rest is still worth having.
      const manifest = { ...about, format, kinds, missingFiles };
      await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
      return manifest;
    },
  };

  function open(kind: string): OpenFile {
    const file = `${kind}.${format}`;
    const opened: OpenFile = {
      file,
      stream: createWriteStream(join(folder, file), { mode: 0o600 }),
      hash: createHash('sha256'),
      bytes: 0,
      records: 0,
      failure: null,
    };
    opened.stream.on('error', (error) => (opened.failure ??= error));
    files.set(kind, opened);
    return opened;
  }

  async function put(file: OpenFile, text: string): Promise<void> {
    if (file.failure) throw file.failure;
    file.hash.update(text);
    file.bytes += Buffer.byteLength(text);
    if (!file.stream.write(text)) await once(file.stream, 'drain');
  }

  /** Under another name until it is whole, so that an export that is repeated after a crash does not take half a file for done. */
  async function copyFile({ path, open: read }: ExportedFile): Promise<void> {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const isThere = await stat(target).catch(() => null);
    if (isThere) return;
    const content = await read().catch(() => null);
    if (!content) {
      missingFiles.push(path);
      return;
    }
    await pipeline(content, createWriteStream(`${target}.part`, { mode: 0o600 }));
    await rename(`${target}.part`, target);
  }
}

/** Standard output: `{kind, record}` a line with the manifest as the last line, or one document of all kinds. */
export function createStreamTarget(stream: NodeJS.WritableStream, format: ExportFormat): ExportTarget {
  const kinds: Record<string, Written> = {};
  let current: string | null = null;

  return {
    async write({ kind, record }) {
      const isFirst = !kinds[kind];
      (kinds[kind] ??= { records: 0 }).records += 1;
      if (format === 'ndjson') return put(`${JSON.stringify({ kind, record })}\n`);
      const opening = current === null ? '{' : current === kind ? '' : '],';
      current = kind;
      await put(`${opening}${isFirst ? `${JSON.stringify(kind)}:[` : ','}${JSON.stringify(record)}`);
    },
    async end(about) {
      const manifest = { ...about, format, kinds };
      if (format === 'ndjson') await put(`${JSON.stringify({ kind: 'manifest', record: manifest })}\n`);
      else await put(`${current === null ? '{' : '],'}"manifest":${JSON.stringify(manifest)}}\n`);
      return manifest;
    },
  };

  async function put(text: string): Promise<void> {
    if (!stream.write(text)) await once(stream, 'drain');
  }
}
