import type { Language } from '../../api/fields.ts';
import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { SignedIn } from '../../core/route.ts';
import { isDuplicateKey } from '../../database/insert-once.ts';
import { User, type UserRecord } from './model.ts';
import { hashPassword, isPassword } from './password.ts';
import { endResets } from './password-reset/reset-token.ts';
import { endSessions } from './session.ts';

/** A login by its id. Throws session.missing, since only its own session can name it. */
export async function getUser(userId: ObjectId): Promise<UserRecord> {
  const user = await User.findById(userId).lean<UserRecord | null>();
  if (!user) throw new HubError('session.missing');
  return user;
}

/** What a user may change of the own login; a new e-mail needs the password. */
export interface UserChange {
  name?: string | undefined;
  language?: Language | undefined;
  email?: string | undefined;
  currentPassword?: string | undefined;
}

/** Changes a login. Throws login.refused for a wrong password and user.email-taken. */
export async function updateUser(userId: ObjectId, { currentPassword, ...change }: UserChange): Promise<UserRecord> {
  if (change.email !== undefined) await requirePassword(userId, currentPassword ?? '');
  const fields = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  try {
    // Not findOneAndUpdate: FerretDB answers that with an internal error, and not with 11000, when a unique key is taken.
    await User.updateOne({ _id: userId }, { $set: fields });
  } catch (error) {
    if (isDuplicateKey(error)) throw new HubError('user.email-taken', {}, { cause: error });
    throw error;
  }
  // A link that went to the address before must not open the login any more.
  if (change.email !== undefined) await endResets(userId);
  return getUser(userId);
}

/** Changes a password and ends every other session of the user. Throws login.refused for a wrong current one. */
export async function changePassword(caller: SignedIn, passwords: { currentPassword: string; newPassword: string }): Promise<void> {
  await requirePassword(caller.userId, passwords.currentPassword);
  await setPassword(caller.userId, passwords.newPassword, caller.sessionId);
}

/** The login by its id, once its password is proven. Throws login.refused. */
export async function requirePassword(userId: ObjectId, password: string): Promise<UserRecord> {
  const user = await getUser(userId);
  if (!(await isPassword(password, user.passwordHash))) throw new HubError('login.refused');
  return user;
}

/** Gives a user a password and ends all sessions, but for the one to keep, and all reset links, whoever has them. */
export async function setPassword(userId: ObjectId, newPassword: string, keep?: ObjectId): Promise<void> {
  await User.updateOne({ _id: userId }, { $set: { passwordHash: await hashPassword(newPassword) } });
  await Promise.all([endSessions(userId, keep), endResets(userId)]);
}
