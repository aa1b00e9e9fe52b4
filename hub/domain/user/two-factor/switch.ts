import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { SignedIn } from '../../../core/route.ts';
import type { LoginThrottle } from '../login-throttle.ts';
import { User, type UserRecord } from '../model.ts';
import { endSessions } from '../session.ts';
import { getUser, requirePassword } from '../update-user.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { makeTotpSecret, readTotpStep, totpPlace } from './secret.ts';
import { hasTwoFactor, requireCode } from './use-code.ts';

type TwoFactorHub = Pick<Hub, 'now' | 'secrets'>;

/** A secret nobody confirmed counts no more after that. */
const pendingMs = 30 * 60_000;

/** Makes a secret that waits for its first code, in the place of one begun before. Throws login.refused, two-factor.on. */
export async function startTwoFactor(
  hub: TwoFactorHub,
  caller: SignedIn,
  currentPassword: string,
): Promise<{ secret: string; otpauthUrl: string }> {
  const user = await requirePassword(caller.userId, currentPassword);
  if (hasTwoFactor(user)) throw new HubError('two-factor.on');
  const made = makeTotpSecret(user.email);
  await User.updateOne(
    { _id: user._id },
    { $set: { sealedPendingSecret: hub.secrets.seal(made.secret, totpPlace(user._id)), pendingSecretAt: hub.now() } },
  );
  return made;
}

/**
 * Switches two-factor on by the first code and ends the user's other sessions, which were opened without it. Answers with the recovery
 * codes. Throws two-factor.on, two-factor.not-started, login.code-refused, login.throttled.
 */
export async function confirmTwoFactor(hub: TwoFactorHub, throttle: LoginThrottle, caller: SignedIn, code: string): Promise<string[]> {
  const user = await getUser(caller.userId);
  if (hasTwoFactor(user)) throw new HubError('two-factor.on');
  const { sealedPendingSecret, pendingSecretAt } = user;
  const now = hub.now();
  if (sealedPendingSecret === undefined || !pendingSecretAt || now.getTime() - pendingSecretAt.getTime() > pendingMs) {
    throw new HubError('two-factor.not-started');
  }
  await throttle.countCode(user._id.toHexString());
  const step = readTotpStep(hub, hub.secrets.open(sealedPendingSecret, totpPlace(user._id)), code.replace(/[\s-]/g, ''));
  if (step === null) throw new HubError('login.code-refused');

  const codes = makeRecoveryCodes();
  const { modifiedCount } = await User.updateOne(
    { _id: user._id, sealedPendingSecret, sealedTotpSecret: { $exists: false } },
    {
      $set: { sealedTotpSecret: sealedPendingSecret, twoFactorSince: now, lastTotpStep: step, recoveryHashes: hashesOf(user, codes) },
      $unset: { sealedPendingSecret: 1, pendingSecretAt: 1 },
    },
  );
  if (modifiedCount === 0) throw new HubError('two-factor.not-started');
  await endSessions(user._id, caller.sessionId);
  await throttle.forgiveCode(user._id.toHexString());
  return codes;
}

/** Switches two-factor off. Throws login.refused, two-factor.off, login.code-refused, login.throttled. */
export async function endTwoFactor(
  hub: TwoFactorHub,
  throttle: LoginThrottle,
  caller: SignedIn,
  proof: { currentPassword: string; code: string },
): Promise<UserRecord> {
  const user = await requirePassword(caller.userId, proof.currentPassword);
  if (!hasTwoFactor(user)) throw new HubError('two-factor.off');
  await requireCode(hub, throttle, user, proof.code);
  await dropTwoFactor(user._id);
  return getUser(user._id);
}

/** Takes the second factor away without a proof: for the operator, whose user lost the app and all codes. */
export async function dropTwoFactor(userId: UserRecord['_id']): Promise<void> {
  await User.updateOne(
    { _id: userId },
    { $unset: { sealedTotpSecret: 1, twoFactorSince: 1, lastTotpStep: 1, recoveryHashes: 1, sealedPendingSecret: 1, pendingSecretAt: 1 } },
  );
}

/** New recovery codes in the place of the old ones. Throws two-factor.off, login.code-refused, login.throttled. */
export async function renewRecoveryCodes(hub: TwoFactorHub, throttle: LoginThrottle, caller: SignedIn, code: string): Promise<string[]> {
  const user = await getUser(caller.userId);
  if (!hasTwoFactor(user)) throw new HubError('two-factor.off');
  await requireCode(hub, throttle, user, code);
  const codes = makeRecoveryCodes();
  const { matchedCount } = await User.updateOne(
    { _id: user._id, sealedTotpSecret: { $exists: true } },
    { $set: { recoveryHashes: hashesOf(user, codes) } },
  );
  if (matchedCount === 0) throw new HubError('two-factor.off');
  return codes;
}

function hashesOf({ _id }: UserRecord, codes: readonly string[]): string[] {
  return codes.map((code) => hashRecoveryCode(_id, code));
}
