import { HubError } from '../../core/error.ts';
import { User, type UserRecord } from './model.ts';
import type { LoginThrottle } from './login-throttle.ts';
import { isPassword } from './password.ts';
import { hasTwoFactor, requireCode, type CodeHub } from './two-factor/use-code.ts';
import { getUser } from './update-user.ts';

/** What somebody claims to know of a login. */
export interface Credentials {
  email: string;
  password: string;
  code?: string | undefined;
}

/**
 * Proves a login by e-mail and password, and by the second factor where it is on. Throws login.throttled, login.refused alike for an
 * unknown e-mail and a wrong password, and only after the right password login.code-needed or login.code-refused.
 */
export async function logIn(hub: CodeHub, throttle: LoginThrottle, ip: string, credentials: Credentials): Promise<UserRecord> {
  await throttle.count(ip, credentials.email);
  const user = await User.findOne({ email: credentials.email }).lean<UserRecord | null>();
  if (!(await isPassword(credentials.password, user?.passwordHash ?? null)) || !user) throw new HubError('login.refused');
  await requireCode(hub, throttle, user, credentials.code);
  await throttle.forgive(ip, credentials.email);
  // Read again, since a recovery code may have been used up.
  return hasTwoFactor(user) ? getUser(user._id) : user;
}
