import type { Permission } from '../../api/permissions.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { hashToken, ObjectId, randomToken } from '../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { AccessToken, type AccessTokenRecord } from './model.ts';
import { presentAccessToken } from './present.ts';

/** What every access token begins with, so that a leaked one is known for what it is. */
export const tokenPrefix = 'hub_';

/** A token to be. */
export interface NewAccessToken {
  name: string;
  scopes: readonly Permission[];
  /** Null: it does not end by itself. */
  expiresAt: Date | null;
}

/** Makes an access token; it is answered here once and kept only as a hash. Throws permission.missing for a scope the actor lacks. */
export async function createAccessToken(
  hub: Pick<Hub, 'now'>,
  actor: Actor,
  input: NewAccessToken,
  origin?: AuditOrigin,
): Promise<{ record: AccessTokenRecord; token: string }> {
  for (const scope of input.scopes) authorize(actor, scope);
  const token = `${tokenPrefix}${randomToken()}`;
  const created = await AccessToken.create({
    ...input,
    scopes: [...new Set(input.scopes)],
    _id: new ObjectId(),
    workspaceId: actor.workspaceId,
    tokenHash: hashToken(token),
    createdBy: actor.name,
    createdAt: hub.now(),
  });
  const record = created.toObject();
  await recordAudit(hub, actor, {
    action: 'access-token.created',
    target: { type: 'access-token', id: record._id },
    after: { ...presentAccessToken(record) },
    origin,
  });
  return { record, token };
}
