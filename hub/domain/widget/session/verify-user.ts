import { createHmac, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { visitorProfile, type VisitorProfile } from '../../../api/widget/calls.ts';
import { HubError } from '../../../core/error.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';

/** What a site says of who its visitor is. */
export interface UserSaid {
  userToken?: string | undefined;
  userId?: string | undefined;
  userHash?: string | undefined;
  profile?: VisitorProfile | undefined;
}

/** A user whom the site signed for. */
export interface VerifiedUser {
  userId: string;
  profile: VisitorProfile;
}

const longestSeconds = 3600;
/** Clocks of two servers differ. */
const skewSeconds = 60;

const signed = z.object({ sub: z.string().trim().min(1).max(200), exp: z.number() });

/**
 * Who the site says its visitor is, when it signed for it with one of the secrets that count now; null where it says nobody. Throws
 * visitor.refused with details.reason: hash, token, expired, too-long.
 */
export async function verifyUser(
  widget: Pick<KnownWidget, 'identitySecrets' | 'widgetKey'>,
  said: UserSaid,
  now: Date,
): Promise<VerifiedUser | null> {
  const secrets = widget.identitySecrets.flatMap(({ secret, until }) => (until === null || until > now ? [secret] : []));
  if (said.userToken !== undefined) return verifyToken(secrets, widget.widgetKey, said.userToken, said.profile, now);
  if (said.userId === undefined || said.userHash === undefined) return null;
  const { userId, userHash } = said;
  // All are computed, whichever fits: how long it takes tells nothing.
  const fits = secrets.map((secret) => isSame(createHmac('sha256', secret).update(userId).digest(), userHash));
  if (!fits.includes(true)) throw new HubError('visitor.refused', { reason: 'hash' });
  return { userId, profile: said.profile ?? {} };
}

function isSame(expected: Buffer, givenHex: string): boolean {
  const given = Buffer.from(givenHex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function verifyToken(
  secrets: readonly string[],
  widgetKey: string,
  token: string,
  profile: VisitorProfile = {},
  now: Date,
): Promise<VerifiedUser> {
  const payload = await firstThatOpens(secrets, widgetKey, token, now);
  const read = signed.safeParse(payload);
  if (!read.success) throw new HubError('visitor.refused', { reason: 'token' }, { cause: read.error });
  const { sub, exp } = read.data;
  if (exp - now.getTime() / 1000 > longestSeconds + skewSeconds) throw new HubError('visitor.refused', { reason: 'too-long' });
  return { userId: sub, profile: { ...profile, ...profileIn(payload) } };
}

async function firstThatOpens(secrets: readonly string[], widgetKey: string, token: string, now: Date): Promise<unknown> {
  let refusal: unknown;
  for (const secret of secrets) {
    try {
      const key = new TextEncoder().encode(secret);
      const options = { algorithms: ['HS256'], audience: widgetKey, currentDate: now, requiredClaims: ['exp', 'sub'] };
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      refusal = error;
      if (error instanceof errors.JWTExpired) break;
    }
  }
  throw new HubError('visitor.refused', { reason: refusal instanceof errors.JWTExpired ? 'expired' : 'token' }, { cause: refusal });
}

/** What the token says of the person beside the id, each part for itself: one that does not fit is left out. */
function profileIn(payload: unknown): VisitorProfile {
  const said = z.record(z.string(), z.unknown()).parse(payload);
  const part = <Key extends 'name' | 'email' | 'phone'>(key: Key) => {
    const read = visitorProfile.shape[key].safeParse(said[key]);
    return read.success && read.data !== undefined ? { [key]: read.data } : {};
  };
  return { ...part('name'), ...part('email'), ...part('phone') };
}
