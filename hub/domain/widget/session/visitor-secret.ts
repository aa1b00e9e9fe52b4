import { createHash } from 'node:crypto';
import { randomToken } from '../../../core/ids.ts';

const shape = /^[\w-]{43}$/;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const idLength = 26;

/** A browser's secret: 256 bits, base64url. */
export const newVisitorSecret = randomToken;

/** True for what can be a secret that the hub made; anything else is no visitor's. */
export function isVisitorSecret(given: string): boolean {
  return shape.test(given);
}

/** Names a browser by its secret: no database is needed to know it, and the secret can't be known from it. */
export function visitorIdOf(secret: string): string {
  return `v_${base32(createHash('sha256').update(secret).digest())}`;
}

/** The identity of a user of the site: the same on every device. */
export function userIdentity(userId: string): string {
  return `u_${createHash('sha256').update(userId).digest('hex')}`;
}

/** Names a user of the site to the team, as shortly as a browser. */
export function userVisitorId(userId: string): string {
  return `u_${base32(createHash('sha256').update(userId).digest())}`;
}

/** RFC 4648 in lower case, its first 26 characters (130 bits). */
function base32(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const total = BigInt(bytes.length * 8);
  return Array.from({ length: idLength }, (_, place) => alphabet[Number((bits >> (total - 5n * BigInt(place + 1))) & 31n)]).join('');
}
