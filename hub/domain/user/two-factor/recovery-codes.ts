import { randomInt } from 'node:crypto';
import { hashToken, type ObjectId } from '../../../core/ids.ts';

/** Crockford's base32: no letter that is taken for a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLength = 16;
const codeCount = 10;

/** Ten codes of 80 bits in groups of four: too many to guess even by who has read their hashes. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: codeCount }, () => {
    const letters = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** How a recovery code is kept. However it was typed: case, hyphens, and letters for digits do not count. */
export function hashRecoveryCode(userId: ObjectId, code: string): string {
  const letters = code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return hashToken(`recovery ${userId.toHexString()} ${letters}`);
}
