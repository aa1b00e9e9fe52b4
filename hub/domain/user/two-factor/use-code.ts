import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { LoginThrottle } from '../login-throttle.ts';
import { User, type UserRecord } from '../model.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { readTotpStep, totpPlace } from './secret.ts';

/** What proves a second factor needs. */
export type CodeHub = Pick<Hub, 'now' | 'secrets'>;

/** True when the user's password alone opens nothing. */
export function hasTwoFactor(user: Pick<UserRecord, 'sealedTotpSecret'>): boolean {
  return user.sealedTotpSecret !== undefined;
}

/**
 * Asks for the second factor of a user who has it on, after the password was right or in its place; does nothing for others. The code
 * is used up: neither a code of the app nor a recovery code works twice, not even of two requests at once.
 * Throws login.code-needed, login.code-refused, login.throttled.
 */
export async function requireCode(hub: CodeHub, throttle: LoginThrottle, user: UserRecord, code: string | undefined): Promise<void> {
  if (!hasTwoFactor(user)) return;
  if (code === undefined) throw new HubError('login.code-needed');
  await throttle.countCode(user._id.toHexString());
  if (!(await useCode(hub, user, code))) throw new HubError('login.code-refused');
  await throttle.forgiveCode(user._id.toHexString());
}

async function useCode(hub: CodeHub, user: UserRecord, code: string): Promise<boolean> {
  const digits = code.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? useTotp(hub, user, digits) : useRecoveryCode(user, code);
}

async function useTotp(hub: CodeHub, { _id, sealedTotpSecret }: UserRecord, digits: string): Promise<boolean> {
  if (sealedTotpSecret === undefined) return false;
  const step = readTotpStep(hub, hub.secrets.open(sealedTotpSecret, totpPlace(_id)), digits);
  if (step === null) return false;
  const { modifiedCount } = await User.updateOne({ _id, sealedTotpSecret, lastTotpStep: { $lt: step } }, { $set: { lastTotpStep: step } });
  return modifiedCount === 1;
}

async function useRecoveryCode({ _id, sealedTotpSecret }: UserRecord, code: string): Promise<boolean> {
  if (sealedTotpSecret === undefined) return false;
  const hash = hashRecoveryCode(_id, code);
  const { modifiedCount } = await User.updateOne({ _id, sealedTotpSecret, recoveryHashes: hash }, { $pull: { recoveryHashes: hash } });
  return modifiedCount === 1;
}
