import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { hashToken, ObjectId, randomToken } from '../../../core/ids.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { User, type UserRecord } from '../model.ts';
import { PasswordReset, type PasswordResetRecord } from './model.ts';

/** A link's token as it is shown or mailed, once. */
export interface MadeReset {
  token: string;
  expiresAt: Date;
}

interface ResetTerms {
  lifetimeMs: number;
  /** The same id again (a mail tried twice) replaces the token, so that one wish leaves one link that works. */
  id?: ObjectId;
  seatIds?: ObjectId[];
}

/** Makes a one-time token for a new password; only its hash is kept. */
export async function makeReset(
  hub: Pick<Hub, 'now'>,
  user: Pick<UserRecord, '_id' | 'email'>,
  { lifetimeMs, id = new ObjectId(), seatIds }: ResetTerms,
): Promise<MadeReset> {
  const token = randomToken();
  const now = hub.now();
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  const values = { userId: user._id, email: user.email, tokenHash: hashToken(token), createdAt: now, expiresAt };
  const { created } = await insertOnce(PasswordReset, { _id: id, ...values, ...(seatIds && { seatIds }) });
  if (!created) await PasswordReset.updateOne({ _id: id }, { $set: values });
  return { token, expiresAt };
}

/** What a token stands for, and whose it is. Throws password-reset.invalid when it is used, replaced, too old or for an address of before. */
export async function getReset(hub: Pick<Hub, 'now'>, token: string): Promise<{ reset: PasswordResetRecord; user: UserRecord }> {
  const reset = await PasswordReset.findOne({ tokenHash: hashToken(token) }).lean<PasswordResetRecord | null>();
  if (!reset || reset.expiresAt <= hub.now()) throw new HubError('password-reset.invalid');
  const user = await User.findOne({ _id: reset.userId, email: reset.email }).lean<UserRecord | null>();
  if (!user) throw new HubError('password-reset.invalid');
  return { reset, user };
}

/** Uses a token up: of several at once, one gets through. Throws password-reset.invalid. */
export async function claimReset({ _id, tokenHash }: PasswordResetRecord): Promise<void> {
  const { deletedCount } = await PasswordReset.deleteOne({ _id, tokenHash });
  if (deletedCount === 0) throw new HubError('password-reset.invalid');
}

/** Makes all reset links of a user worthless. */
export async function endResets(userId: ObjectId): Promise<void> {
  await PasswordReset.deleteMany({ userId });
}
