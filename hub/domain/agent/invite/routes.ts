import * as api from '../../../api/team/agents.ts';
import type { Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import { publicRoute, route, userRoute, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import type { LoginThrottle } from '../../user/login-throttle.ts';
import { signIn } from '../../user/routes.ts';
import type { AgentRecord } from '../model.ts';
import { acceptInvite, acceptInviteAs } from './accept-invite.ts';
import { inviteAgent, listInvites, presentInvite, revokeInvite } from './invite-agent.ts';
import { lookAtInvite } from './look-at-invite.ts';

interface InvitePorts {
  throttle: LoginThrottle;
  /** Throws department.unknown unless all are departments of the actor's workspace. */
  requireDepartments(actor: Actor, departmentIds: readonly string[]): Promise<ObjectId[]>;
}

/** Routes of invites, from both ends. */
export function inviteRoutes(
  hub: Pick<Hub, 'baseUrl' | 'config' | 'facts' | 'mail' | 'now' | 'secrets'>,
  { throttle, requireDepartments }: InvitePorts,
): Route[] {
  return [
    route(api.listInvites, async ({ actor, query }) => {
      const page = await listInvites(hub, actor, query);
      return { items: page.items.map(presentInvite), nextCursor: page.nextCursor };
    }),
    route(api.inviteAgent, async ({ actor, body, request }) => {
      const departmentIds = await requireDepartments(actor, body.departmentIds);
      const { invite, token, link, mailed } = await inviteAgent(hub, actor, { ...body, departmentIds }, auditOrigin(request));
      return { ...presentInvite(invite), token, link, mailed };
    }),
    publicRoute(api.getInvite, ({ params }) => lookAtInvite(hub, params.inviteToken)),
    publicRoute(api.acceptInvite, async ({ body, request, response }) => {
      const agent = await acceptInvite(hub, throttle, body, auditOrigin(request));
      await signIn(hub, agent.userId, request, response);
      return presentSeat(agent);
    }),
    userRoute(api.acceptInviteSignedIn, async ({ actor, body, request }) =>
      presentSeat(await acceptInviteAs(hub, actor.userId, body.token, auditOrigin(request))),
    ),
    route(api.revokeInvite, ({ actor, params, request }) => revokeInvite(hub, actor, toObjectId(params.inviteId), auditOrigin(request))),
  ];
}

function presentSeat({ workspaceId, _id, userId }: AgentRecord) {
  return { workspaceId: workspaceId.toHexString(), agentId: _id.toHexString(), userId: userId.toHexString() };
}
