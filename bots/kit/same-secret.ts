import { createHash, timingSafeEqual } from 'node:crypto';

/** True when both are the same text; takes the same time wherever and however they differ, lengths included. A missing one is never the same. */
export function isSameSecret(given: string | undefined, expected: string | undefined): boolean {
  if (given === undefined || expected === undefined || expected === '') return false;
  return timingSafeEqual(digest(given), digest(expected));
}

/** Hashed first, since `timingSafeEqual` throws on unequal lengths. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
