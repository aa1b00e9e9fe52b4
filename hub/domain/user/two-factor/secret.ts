import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';

/** RFC 6238's usual step, which every authenticator app takes for granted. */
const stepSeconds = 30;

/** What a user's secrets of two-factor are sealed to. */
export function totpPlace(userId: ObjectId): { workspaceId: string; field: string } {
  return { workspaceId: 'users', field: `totp ${userId.toHexString()}` };
}

/** A new secret of 160 bits, as authenticator apps take it by hand (base32) and by QR code. */
export function makeTotpSecret(email: string): { secret: string; otpauthUrl: string } {
  const secret = generateSecret({ length: 20 });
  return { secret, otpauthUrl: generateURI({ issuer: 'Hubbub', label: email, secret, period: stepSeconds }) };
}

/** The step of time a code of six digits belongs to: now's, the one before or the one after (clocks differ); null for a wrong code. */
export function readTotpStep(hub: Pick<Hub, 'now'>, secret: string, code: string): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(hub.now().getTime() / 1000);
  for (const offset of [0, -1, 1]) {
    // Step by step, and not by the library's tolerance, since the step found is what keeps a code from being used twice.
    const at = epoch + offset * stepSeconds;
    if (verifySync({ secret, token: code, epoch: at, period: stepSeconds }).valid) return Math.floor(at / stepSeconds);
  }
  return null;
}
