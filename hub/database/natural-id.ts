import { createHash } from 'node:crypto';
import { Types } from 'mongoose';

/**
 * The `_id` of a document that its creators race for: the first 12 bytes of SHA-256 over the parts of its natural key. Each part
 * goes in with its length, so ('ab', 'c') and ('a', 'bc') differ.
 */
export function naturalId(...parts: readonly string[]): Types.ObjectId {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return new Types.ObjectId(hash.digest().subarray(0, 12));
}
