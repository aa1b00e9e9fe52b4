import type { TokenActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { hashToken, type ObjectId } from '../../core/ids.ts';
import { tokenPrefix } from './create-access-token.ts';
import { AccessToken, type AccessTokenRecord } from './model.ts';

const freshMs = 5_000;
const lastUsedStepMs = 60_000;
const mostKept = 1_000;

interface Kept {
  record: AccessTokenRecord;
  until: number;
}

/**
 * Tokens this process saw a moment ago, by their hash. A revocation here counts at once (`forgetToken`), one in another process
 * within five seconds.
 */
const kept = new Map<string, Kept>();

/** The machine behind an access token: one database call at most every five seconds, one more each minute. Throws token.invalid. */
export async function getTokenActor(hub: Pick<Hub, 'now'>, token: string): Promise<TokenActor> {
  if (!isAccessToken(token)) throw new HubError('token.invalid');
  const now = hub.now();
  const record = await readToken(hashToken(token), now);
  if (!record || (record.expiresAt && record.expiresAt <= now)) throw new HubError('token.invalid');
  return {
    type: 'token',
    tokenId: record._id,
    workspaceId: record.workspaceId,
    name: record.name,
    permissions: new Set(record.scopes),
  };
}

/** True for what looks like an access token, whether it is one or not. */
export function isAccessToken(token: string): boolean {
  return token.startsWith(tokenPrefix);
}

/** Drops a token from this process's memory, as it is revoked. */
export function forgetToken(tokenId: ObjectId): void {
  for (const [hash, { record }] of kept) if (record._id.equals(tokenId)) kept.delete(hash);
}

async function readToken(tokenHash: string, now: Date): Promise<AccessTokenRecord | null> {
  const known = kept.get(tokenHash);
  if (known && known.until > now.getTime()) return known.record;
  const record = await AccessToken.findOne({ tokenHash }).lean<AccessTokenRecord | null>();
  kept.delete(tokenHash);
  if (!record) return null;
  if (now.getTime() - (record.lastUsedAt?.getTime() ?? 0) >= lastUsedStepMs) {
    const { matchedCount } = await AccessToken.updateOne({ _id: record._id }, { $max: { lastUsedAt: now } });
    // Revoked between the two calls: it must not be remembered.
    if (matchedCount === 0) return null;
  }
  if (kept.size >= mostKept) kept.clear();
  kept.set(tokenHash, { record, until: now.getTime() + freshMs });
  return record;
}
