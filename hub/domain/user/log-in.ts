import { HubError } from '../../core/error.ts';
import { User, type UserRecord } from './model.ts';
import type { LoginThrottle } from './login-throttle.ts';
import { isPassword } from './password.ts';

/** Proves a login by e-mail and password. Throws login.throttled, and login.refused alike for an unknown e-mail and a wrong password. */
export async function logIn(throttle: LoginThrottle, ip: string, credentials: { email: string; password: string }): Promise<UserRecord> {
  await throttle.count(ip, credentials.email);
  const user = await User.findOne({ email: credentials.email }).lean<UserRecord | null>();
  if (!(await isPassword(credentials.password, user?.passwordHash ?? null)) || !user) throw new HubError('login.refused');
  await throttle.forgive(ip, credentials.email);
  return user;
}
