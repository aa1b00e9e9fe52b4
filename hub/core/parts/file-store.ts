import type { Readable } from 'node:stream';

/** Where attachments' bytes are: a folder, or S3 by setting. Keys are random and ours. */
export interface FileStore {
  /** Stores a stream under the key; an aborted or failed one leaves nothing behind. Resolves with the bytes written. */
  put(key: string, content: Readable): Promise<number>;
  /** Opens stored bytes, all or a range (both ends included). Rejects when there is no such key. */
  open(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Removes bytes; absent ones are fine. */
  remove(key: string): Promise<void>;
}
