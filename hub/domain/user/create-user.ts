import type { Language } from '../../api/fields.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { isDuplicateKey } from '../../database/insert-once.ts';
import { User, type UserRecord } from './model.ts';
import { hashPassword, isPassword, type PasswordCost } from './password.ts';

/** A login to be. */
export interface NewUser {
  /** Trimmed, in lower case. */
  email: string;
  password: string;
  name: string;
  language: Language;
}

/** Makes a login. Throws user.email-taken. */
export async function createUser(hub: Pick<Hub, 'now'>, input: NewUser, cost?: PasswordCost): Promise<UserRecord> {
  const { password, ...fields } = input;
  try {
    const created = await User.create({
      ...fields,
      _id: new ObjectId(),
      passwordHash: await hashPassword(password, cost),
      createdAt: hub.now(),
    });
    return created.toObject();
  } catch (error) {
    if (isDuplicateKey(error)) throw new HubError('user.email-taken', {}, { cause: error });
    throw error;
  }
}

/** The login with this e-mail when the password is its own, else a new one. Throws login.refused when the password is another's. */
export async function createOrProveUser(hub: Pick<Hub, 'now'>, input: NewUser, cost?: PasswordCost): Promise<UserRecord> {
  const existing = await User.findOne({ email: input.email }).lean<UserRecord | null>();
  if (!existing) return createUser(hub, input, cost);
  if (!(await isPassword(input.password, existing.passwordHash))) throw new HubError('login.refused');
  return existing;
}
