import type { Hub } from '../../core/parts/hub.ts';
import { hashToken, ObjectId, randomToken } from '../../core/ids.ts';
import { HubError } from '../../core/error.ts';
import type { SignedIn } from '../../core/route.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Session, type SessionRecord } from './model.ts';

const dayMs = 86_400_000;
const lastUsedStepMs = 60_000;

/** Starts a session of a user; the token is for the cookie only and kept nowhere else. */
export async function startSession(
  hub: Pick<Hub, 'config' | 'now'>,
  userId: ObjectId,
  browser: { ip: string; userAgent: string },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomToken();
  const now = hub.now();
  const expiresAt = new Date(now.getTime() + hub.config.SESSION_DAYS * dayMs);
  const idleMs = hub.config.SESSION_IDLE_DAYS * dayMs;
  await Session.create({
    _id: new ObjectId(),
    userId,
    tokenHash: hashToken(token),
    ip: browser.ip,
    userAgent: browser.userAgent.slice(0, 300),
    createdAt: now,
    lastUsedAt: now,
    idleMs,
    idleUntil: new Date(now.getTime() + idleMs),
    expiresAt,
  });
  return { token, expiresAt };
}

/** Whose session a token is: one database call, one more each minute. Throws session.expired. */
export async function getSession(hub: Pick<Hub, 'now'>, token: string): Promise<SignedIn> {
  const session = await Session.findOne({ tokenHash: hashToken(token) }).lean<SessionRecord | null>();
  if (!session || !isLive(hub, session)) throw new HubError('session.expired');
  await noteUse(hub, [session]);
  return { userId: session.userId, sessionId: session._id };
}

/** Is a session neither run out nor left unused for too long? */
export function isLive(hub: Pick<Hub, 'now'>, session: SessionRecord): boolean {
  return !hasEnded(session, hub.now());
}

/** Moves the end of these sessions on, where that was not done within the last minute: one database call for all that end alike. */
export async function noteUse(hub: Pick<Hub, 'now'>, sessions: readonly SessionRecord[]): Promise<void> {
  const now = hub.now();
  const due = sessions.filter(({ lastUsedAt }) => now.getTime() - lastUsedAt.getTime() >= lastUsedStepMs);
  for (const idleMs of new Set(due.map((session) => session.idleMs))) {
    const idleUntil = idleMs === undefined ? {} : { idleUntil: new Date(now.getTime() + idleMs) };
    const alike = due.filter((session) => session.idleMs === idleMs).map(({ _id }) => _id);
    await Session.updateMany({ _id: { $in: alike } }, { $max: { lastUsedAt: now, ...idleUntil } });
  }
}

function hasEnded({ expiresAt, idleUntil }: Pick<SessionRecord, 'expiresAt' | 'idleUntil'>, now: Date): boolean {
  return expiresAt <= now || (idleUntil !== undefined && idleUntil <= now);
}

/**
 * Which of these sessions live no more (logged out, revoked, run out), wherever they were ended: one database call by `_id`, for the
 * holders of open sockets to ask every second or two.
 */
export async function findEndedSessions(hub: Pick<Hub, 'now'>, sessionIds: readonly ObjectId[]): Promise<ObjectId[]> {
  if (sessionIds.length === 0) return [];
  const found = await Session.find({ _id: { $in: sessionIds } }, { expiresAt: 1, idleUntil: 1 }).lean<SessionRecord[]>();
  const now = hub.now();
  const alive = new Set(found.filter((session) => !hasEnded(session, now)).map(({ _id }) => _id.toHexString()));
  return sessionIds.filter((id) => !alive.has(id.toHexString()));
}

/** A page of a user's sessions, newest first. */
export async function listSessions(
  hub: Pick<Hub, 'now'>,
  userId: ObjectId,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<SessionRecord>> {
  return pageBy(Session, {
    // The database removes ended ones within a minute or so; until then they are not shown.
    filter: { userId, expiresAt: { $gt: hub.now() }, idleUntil: { $not: { $lte: hub.now() } } },
    sort: [
      { field: 'createdAt', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    ...query,
  });
}

/** Ends one session of a user. Throws permission.missing for one that is not the user's. */
export async function endSession(userId: ObjectId, sessionId: ObjectId): Promise<void> {
  const { deletedCount } = await Session.deleteOne({ _id: sessionId, userId });
  if (deletedCount === 0) throw new HubError('permission.missing');
}

/** Ends a user's sessions, but for the one to keep. */
export async function endSessions(userId: ObjectId, keep?: ObjectId): Promise<void> {
  await Session.deleteMany({ userId, ...(keep ? { _id: { $ne: keep } } : {}) });
}
