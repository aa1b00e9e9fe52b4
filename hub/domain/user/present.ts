import type { SessionView } from '../../api/team/sessions.ts';
import type { UserView } from '../../api/team/users.ts';
import type { ObjectId } from '../../core/ids.ts';
import { readDevice } from './device.ts';
import type { SessionRecord, UserRecord } from './model.ts';

/** A login as it crosses the wire. */
export function presentUser(user: UserRecord): UserView {
  return {
    id: user._id.toHexString(),
    email: user.email,
    name: user.name,
    language: user.language,
    createdAt: user.createdAt.toISOString(),
    twoFactor: {
      enabled: user.sealedTotpSecret !== undefined,
      since: user.twoFactorSince?.toISOString() ?? null,
      recoveryCodesLeft: user.recoveryHashes?.length ?? 0,
    },
  };
}

/** A session as its user reads it. */
export function presentSession(session: SessionRecord, currentId: ObjectId): SessionView {
  return {
    id: session._id.toHexString(),
    isCurrent: session._id.equals(currentId),
    ip: session.ip,
    userAgent: session.userAgent,
    device: readDevice(session.userAgent),
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    idleUntil: (session.idleUntil ?? session.expiresAt).toISOString(),
  };
}
