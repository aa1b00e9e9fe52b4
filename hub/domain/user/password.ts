import { hash, verify } from '@node-rs/argon2';
import { randomToken } from '../../core/ids.ts';

/** What one hash costs; the library's default algorithm is Argon2id. */
export interface PasswordCost {
  /** KiB. */
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/** OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
export const owaspCost: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password off the main thread; the cost is inside the hash. */
export async function hashPassword(password: string, cost: PasswordCost = owaspCost): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let nobodysHash: Promise<string> | undefined;

/** Checks a password. Without a hash (no such user) it takes as long as with one and says no. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobodysHash ??= hashPassword(randomToken());
  const matches = await verify(passwordHash ?? (await nobodysHash), password.normalize('NFKC'));
  return matches && passwordHash !== null;
}
