import { jwtVerify, SignJWT, errors } from 'jose';
import { z } from 'zod';
import { id } from '../../../api/fields.ts';
import { HubError } from '../../../core/error.ts';
import { randomToken, toObjectId } from '../../../core/ids.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { VisitorCaller } from '../../../core/widget/visitor-caller.ts';

const audience = 'widget';
const algorithm = 'HS256';
/** How long a session's token is good. */
export const tokenMs = 3_600_000;

/** A browser with a session that begins now, of which nothing is known yet. */
export function strangerAt(
  hub: Pick<Hub, 'now'>,
  { workspaceId, channelId }: Pick<VisitorCaller, 'workspaceId' | 'channelId'>,
  { identity, name }: Pick<VisitorCaller, 'identity' | 'name'>,
): VisitorCaller {
  const issuedAt = hub.now();
  return {
    type: 'visitor',
    workspaceId,
    channelId,
    identity,
    visitorId: identity,
    isVerified: false,
    sessionId: randomToken(),
    name,
    claim: null,
    issuedAt,
    expiresAt: new Date(issuedAt.getTime() + tokenMs),
  };
}

const claims = z.object({
  sub: z.string().min(3).max(100),
  jti: z.string().min(8).max(64),
  exp: z.number().int(),
  /** Workspace, channel, visitor, whether the site signed for it, when it was issued to the millisecond, name and claim. */
  w: id,
  c: id,
  v: z.string().min(8).max(64),
  s: z.boolean(),
  t: z.number().int(),
  n: z.string(),
  p: z.object({ name: z.string().optional(), email: z.string().optional(), phone: z.string().optional() }).optional(),
});

/** Signs a visitor's token. */
export async function signVisitorToken(hub: Pick<Hub, 'secrets'>, visitor: VisitorCaller): Promise<string> {
  const { workspaceId, channelId, identity, visitorId, isVerified, sessionId, name, claim, issuedAt, expiresAt } = visitor;
  return new SignJWT({
    w: workspaceId.toHexString(),
    c: channelId.toHexString(),
    v: visitorId,
    s: isVerified,
    t: issuedAt.getTime(),
    n: name,
    ...(claim && { p: claim }),
  })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(identity)
    .setAudience(audience)
    .setJti(sessionId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(keyOf(hub));
}

/** Who a token is of; no database call. Throws session.expired, token.invalid. */
export async function readVisitorToken(hub: Pick<Hub, 'secrets' | 'now'>, token: string): Promise<VisitorCaller> {
  const payload = await verify(hub, token);
  const read = claims.safeParse(payload);
  if (!read.success) throw new HubError('token.invalid', {}, { cause: read.error });
  const { sub, jti, exp, w, c, v, s, t, n, p } = read.data;
  return {
    type: 'visitor',
    workspaceId: toObjectId(w),
    channelId: toObjectId(c),
    identity: sub,
    visitorId: v,
    isVerified: s,
    sessionId: jti,
    name: n,
    claim: p ? { ...(p.name && { name: p.name }), ...(p.email && { email: p.email }), ...(p.phone && { phone: p.phone }) } : null,
    issuedAt: new Date(t),
    expiresAt: new Date(exp * 1000),
  };
}

async function verify(hub: Pick<Hub, 'secrets' | 'now'>, token: string): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, keyOf(hub), { algorithms: [algorithm], audience, currentDate: hub.now() });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new HubError('session.expired', {}, { cause: error });
    throw new HubError('token.invalid', {}, { cause: error });
  }
}

function keyOf(hub: Pick<Hub, 'secrets'>): Uint8Array {
  return hub.secrets.sign('widget-token', 'key');
}
