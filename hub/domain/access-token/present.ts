import type { AccessTokenView } from '../../api/team/access-tokens.ts';
import type { AccessTokenRecord } from './model.ts';

/** An access token as it crosses the wire, without the token. */
export function presentAccessToken(token: AccessTokenRecord): AccessTokenView {
  return {
    id: token._id.toHexString(),
    name: token.name,
    scopes: [...token.scopes],
    createdBy: token.createdBy,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}
