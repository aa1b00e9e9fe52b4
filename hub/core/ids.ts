import { createHash, randomBytes } from 'node:crypto';
import { Types } from 'mongoose';

/** Our ids in the database; 24 hex digits on the wire. */
export const ObjectId = Types.ObjectId;
export type ObjectId = Types.ObjectId;

/** A secret that fits in a link or a header: 32 random bytes, base64url, 43 characters. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** How a token is kept: nobody who reads the database can use it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** An id on the wire as one of the database; the string was validated at the edge. */
export function toObjectId(id: string | ObjectId): ObjectId {
  return typeof id === 'string' ? new ObjectId(id) : id;
}
