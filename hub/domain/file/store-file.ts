import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId, randomToken } from '../../core/ids.ts';
import { File, type FileRecord } from './model.ts';

interface NewFile {
  name: string;
  /** What its sender claims; believed only where the bytes say nothing against it. */
  mimeType: string;
  content: Readable;
}

/** Enough of a file's beginning for file-type to tell nearly every format. */
const sniffBytes = 4100;

/**
 * Stores a stream under a random key: sniffed, hashed and counted on the way. Throws file.too-large beyond FILE_LIMIT_MB or `maxBytes`; a failed
 * or refused one leaves no bytes behind.
 */
export async function storeFile(
  hub: Pick<Hub, 'files' | 'now' | 'config'>,
  workspaceId: ObjectId,
  { name, mimeType, content }: NewFile,
  maxBytes = Infinity,
): Promise<FileRecord> {
  const limit = Math.min(maxBytes, hub.config.FILE_LIMIT_MB * 1024 * 1024);
  const _id = new ObjectId();
  const key = `${workspaceId.toHexString()}/${_id.toHexString()}-${randomToken(16)}`;
  const meter = createMeter(limit);
  // A stream may break before the store listens to it: unheard, that would end the process. The store finds it broken and says so.
  meter.stream.on('error', () => undefined);
  content.on('error', (error) => meter.stream.destroy(error));
  const size = await hub.files.put(key, content.pipe(meter.stream));
  const sniffed = await fileTypeFromBuffer(meter.beginning());
  const created = await File.create({
    _id,
    workspaceId,
    key,
    name: safeName(name, sniffed?.ext),
    mimeType: trustedType(mimeType, sniffed?.mime),
    size,
    sha256: meter.sha256(),
    createdAt: hub.now(),
  });
  return created.toObject();
}

function createMeter(limit: number) {
  const hash = createHash('sha256');
  const beginning: Buffer[] = [];
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (size < sniffBytes) beginning.push(chunk.subarray(0, sniffBytes - size));
      size += chunk.length;
      hash.update(chunk);
      if (size > limit) done(new HubError('file.too-large', { limit }));
      else done(null, chunk);
    },
  });
  return { stream, beginning: () => Buffer.concat(beginning), sha256: () => hash.digest('hex') };
}

const activeTypes = /^(text\/html|application\/xhtml|image\/svg|text\/xml|application\/xml|application\/javascript|text\/javascript)/;

/** The bytes' own type; where they have none (text, CSV), the claimed one, unless a browser would run it. */
function trustedType(claimed: string, sniffed: string | undefined): string {
  // A container of films holds sound alone as well, such as what browsers record; the bytes don't say it.
  if (sniffed && /^video\/(webm|mp4)$/.test(sniffed) && claimed === sniffed.replace('video', 'audio')) return claimed;
  if (sniffed) return sniffed === 'application/x-cfb' || sniffed === 'application/zip' ? officeType(claimed, sniffed) : sniffed;
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(claimed.toLowerCase())?.[0] ?? 'application/octet-stream';
  if (activeTypes.test(type) || /^(image|video|audio)\//.test(type)) return 'application/octet-stream';
  return type;
}

/** Office documents are zip or CFB containers: their claimed type is the finer truth. */
function officeType(claimed: string, container: string): string {
  return /^application\/(vnd\.|msword|epub)/.test(claimed) ? claimed : container;
}

/** A name without folders or control characters, and with an ending where there was no name at all. */
function safeName(name: string, extension: string | undefined): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = [...last]
    .filter((character) => character >= ' ' && character !== '\u007f')
    .join('')
    .trim()
    .slice(0, 200);
  return clean || `file.${extension ?? 'bin'}`;
}
