import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { AccessToken, type AccessTokenRecord } from './model.ts';
import { presentAccessToken } from './present.ts';
import { forgetToken } from './token-actor.ts';

/** Revokes an access token at once. Throws access-token.unknown. */
export async function revokeAccessToken(hub: Pick<Hub, 'now'>, actor: Actor, tokenId: ObjectId, origin?: AuditOrigin): Promise<void> {
  const revoked = await AccessToken.findOneAndDelete({ _id: tokenId, workspaceId: actor.workspaceId }).lean<AccessTokenRecord | null>();
  if (!revoked) throw new HubError('access-token.unknown');
  forgetToken(tokenId);
  const target = { type: 'access-token', id: tokenId };
  await recordAudit(hub, actor, { action: 'access-token.revoked', target, before: { ...presentAccessToken(revoked) }, origin });
}

/** A page of the workspace's access tokens, newest first. */
export async function listAccessTokens(
  actor: Actor,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<AccessTokenRecord>> {
  return pageBy(AccessToken, {
    filter: { workspaceId: actor.workspaceId },
    sort: [
      { field: 'createdAt', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    ...query,
  });
}
