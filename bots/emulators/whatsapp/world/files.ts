import { createHash, randomBytes } from 'node:crypto';
import type { StoredFile, World } from './state.ts';
import { nextId } from './world.ts';

const addressLifeMs = 5 * 60_000;
const fileLifeMs = { in: 7, out: 30 } as const;
const dayMs = 24 * 3_600_000;

/** Bytes on their way into a message. */
export interface NewFile {
  bytes: Buffer;
  mimeType: string;
  name?: string | undefined;
}

/** Keeps a file. Its id has more digits than a number holds, as Meta's may. */
export function storeFile(world: World, { bytes, mimeType, name }: NewFile): StoredFile {
  const id = `90071992547409${String(nextId(world)).padStart(6, '0')}`;
  const file: StoredFile = { id, bytes, mimeType, name, storedAt: world.clock.now(), addresses: new Map() };
  world.files.set(id, file);
  return file;
}

/** A file that is kept still: 7 days when it came from a customer, 30 when it was uploaded. */
export function findFile(world: World, id: string, from: keyof typeof fileLifeMs = 'in'): StoredFile | undefined {
  const file = world.files.get(id);
  return file && world.clock.now() - file.storedAt <= fileLifeMs[from] * dayMs ? file : undefined;
}

/** What is told of a file; the address lives five minutes. */
export function describeFile(world: World, file: StoredFile, root: string): object {
  const token = randomBytes(8).toString('hex');
  file.addresses.set(token, world.clock.now());
  return {
    messaging_product: 'whatsapp',
    url: `${root}/lookaside/${file.id}?oe=${token}`,
    mime_type: file.mimeType,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    file_size: String(file.bytes.length),
    id: file.id,
  };
}

/** True while an address of the file lives. */
export function isAddressAlive(world: World, file: StoredFile, token: string): boolean {
  const at = file.addresses.get(token);
  return at !== undefined && world.clock.now() - at <= addressLifeMs;
}

/** The digest as webhooks write it. */
export function digestOf({ bytes }: StoredFile): string {
  return createHash('sha256').update(bytes).digest('base64');
}
