import type { InviteView } from '../../../api/team/agents.ts';
import type { ConversationScope, Role } from '../../../api/permissions.ts';
import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { hashToken, ObjectId, randomToken } from '../../../core/ids.ts';
import { pageBy, type Page } from '../../../database/keyset.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import type { WorkspaceRecord } from '../../workspace/model.ts';
import { authorizeGrant } from '../policy.ts';
import { Invite, type InviteRecord } from './model.ts';

const dayMs = 86_400_000;

/** What a colleague is offered. Departments are checked by the caller. */
export interface NewInvite {
  email?: string | undefined;
  role: Role;
  conversationScope: ConversationScope;
  departmentIds: ObjectId[];
}

/**
 * Makes an invite; the link holds its token, which is kept nowhere (sealed in the mail that waits, where it is mailed too).
 * Throws permission.missing for a role above the actor's own.
 */
export async function inviteAgent(
  hub: Pick<Hub, 'baseUrl' | 'mail' | 'now'>,
  actor: Actor,
  input: NewInvite,
  origin?: AuditOrigin,
): Promise<{ invite: InviteRecord; token: string; link: string; mailed: boolean }> {
  authorizeGrant(actor, { role: input.role, overrides: { added: [], removed: [] } });
  const workspace = await getWorkspace(actor.workspaceId);
  const token = randomToken();
  const now = hub.now();
  const created = await Invite.create({
    ...input,
    _id: new ObjectId(),
    workspaceId: actor.workspaceId,
    tokenHash: hashToken(token),
    email: input.email ?? null,
    invitedBy: actor.name,
    createdAt: now,
    expiresAt: new Date(now.getTime() + workspace.settings.inviteDays * dayMs),
  });
  const invite = created.toObject();
  await recordAudit(hub, actor, {
    action: 'invite.created',
    target: { type: 'invite', id: invite._id },
    after: { ...presentInvite(invite) },
    origin,
  });
  const link = `${hub.baseUrl()}/invite/${token}`;
  return { invite, token, link, mailed: await mailInvite(hub, workspace, invite, link) };
}

async function mailInvite(hub: Pick<Hub, 'mail'>, workspace: WorkspaceRecord, invite: InviteRecord, link: string): Promise<boolean> {
  if (invite.email === null || !hub.mail.isSetUp) return false;
  const { _id: workspaceId, language, name } = workspace;
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: workspace.timeZone }).format(invite.expiresAt);
  await hub.mail.queue({
    kind: 'invite',
    to: invite.email,
    language,
    workspaceId,
    values: { workspace: name, inviter: invite.invitedBy, link, until },
  });
  return true;
}

/** Takes an invite back. Throws invite.invalid when there is none. */
export async function revokeInvite(hub: Pick<Hub, 'now'>, actor: Actor, inviteId: ObjectId, origin?: AuditOrigin): Promise<void> {
  const invite = await Invite.findOneAndDelete({ _id: inviteId, workspaceId: actor.workspaceId }).lean<InviteRecord | null>();
  if (!invite) throw new HubError('invite.invalid');
  const target = { type: 'invite', id: inviteId };
  await recordAudit(hub, actor, { action: 'invite.revoked', target, before: { ...presentInvite(invite) }, origin });
}

/** A page of the invites nobody has accepted yet, newest first. */
export async function listInvites(
  hub: Pick<Hub, 'now'>,
  actor: Actor,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<InviteRecord>> {
  return pageBy(Invite, {
    filter: { workspaceId: actor.workspaceId, expiresAt: { $gt: hub.now() } },
    sort: [
      { field: 'createdAt', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    ...query,
  });
}

/** An invite as it crosses the wire, without its token. */
export function presentInvite(invite: InviteRecord): InviteView {
  return {
    id: invite._id.toHexString(),
    email: invite.email,
    role: invite.role,
    conversationScope: invite.conversationScope,
    departmentIds: invite.departmentIds.map((id) => id.toHexString()),
    invitedBy: invite.invitedBy,
    createdAt: invite.createdAt.toISOString(),
    expiresAt: invite.expiresAt.toISOString(),
  };
}
