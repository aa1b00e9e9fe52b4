import { randomBytes } from 'node:crypto';

/** A file that VK keeps, and under what it may be hung on a message. */
export interface StoredFile {
  key: string;
  id: number;
  ownerId: number;
  accessKey: string;
  type: 'photo' | 'doc' | 'audio_message' | 'graffiti';
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** Files by their key and by what an `attachment` parameter calls them. */
export interface FileStore {
  add(file: Pick<StoredFile, 'ownerId' | 'type' | 'name' | 'mimeType' | 'bytes'>): StoredFile;
  byKey(key: string): StoredFile | undefined;
  /** By `doc-5_7_accesskey` or `doc-5_7`. */
  byReference(reference: string): StoredFile | undefined;
}

/** An empty store. */
export function createFileStore(): FileStore {
  const byKey = new Map<string, StoredFile>();
  const byPlace = new Map<string, StoredFile>();
  let lastId = 456_239_000;
  return {
    add(file) {
      const stored: StoredFile = {
        ...file,
        key: randomBytes(12).toString('hex'),
        id: (lastId += 1),
        accessKey: randomBytes(9).toString('hex'),
      };
      byKey.set(stored.key, stored);
      byPlace.set(`${stored.type}${stored.ownerId}_${stored.id}`, stored);
      return stored;
    },
    byKey: (key) => byKey.get(key),
    byReference(reference) {
      const [, place, accessKey] = /^([a-z_]+-?\d+_\d+)(?:_(\w+))?$/.exec(reference) ?? [];
      const found = place === undefined ? undefined : byPlace.get(place);
      return accessKey === undefined || found?.accessKey === accessKey ? found : undefined;
    },
  };
}

/** True for bytes that VK takes as a photo: JPEG, PNG, GIF. */
export function isPicture(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('hex');
  return start.startsWith('ffd8ff') || start === '89504e47' || start === '47494638';
}
