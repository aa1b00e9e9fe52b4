import * as api from '../../api/team/agents.ts';
import type { CappedCount } from '../../api/fields.ts';
import type { Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { route, userRoute, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import type { LoginThrottle } from '../user/login-throttle.ts';
import { activateAgent, deactivateAgent, type Reassign } from './deactivate-agent.ts';
import { listSeats } from './find-agent-actor.ts';
import { getAgent, getOwnAgent, listAgents } from './get-agent.ts';
import { inviteRoutes } from './invite/routes.ts';
import { passwordResetRoutes } from './password-reset/routes.ts';
import { presentAgent } from './present.ts';
import { setupRoutes } from './setup/routes.ts';
import { setDuty, updateAgent, updateOwnAgent } from './update-agent.ts';

/** What seats need of nouns above them. */
export interface AgentPorts {
  throttle: LoginThrottle;
  /** Throws department.unknown unless all are departments of the actor's workspace. */
  requireDepartments(actor: Actor, departmentIds: readonly string[]): Promise<ObjectId[]>;
  reassign: Reassign;
  /** The open conversations of each agent. */
  countOpen(actor: Actor, agentIds: readonly ObjectId[]): Promise<(agentId: ObjectId) => CappedCount>;
}

/** Routes of seats, invites, the first setup and new passwords. */
export function agentRoutes(
  hub: Pick<Hub, 'baseUrl' | 'config' | 'facts' | 'mail' | 'now' | 'presence' | 'secrets'>,
  ports: AgentPorts,
): Route[] {
  return [...seatRoutes(hub, ports), ...inviteRoutes(hub, ports), ...setupRoutes(hub), ...passwordResetRoutes(hub, ports.throttle)];
}

function seatRoutes(hub: Pick<Hub, 'facts' | 'now' | 'presence'>, { requireDepartments, reassign, countOpen }: AgentPorts): Route[] {
  return [
    userRoute(api.listSeats, async ({ actor }) => ({ items: await listSeats(actor.userId) })),
    route(api.listAgents, async ({ actor, query: { department, load, ...query } }) => {
      const page = await listAgents(actor, { ...query, department: department === undefined ? undefined : toObjectId(department) });
      const loads = load
        ? await countOpen(
            actor,
            page.items.map(({ _id }) => _id),
          )
        : null;
      return { items: page.items.map((agent) => presentAgent(hub, agent, loads?.(agent._id))), nextCursor: page.nextCursor };
    }),
    route(api.getOwnAgent, async ({ actor }) => presentAgent(hub, await getOwnAgent(actor))),
    route(api.updateOwnAgent, async ({ actor, body, request }) =>
      presentAgent(hub, await updateOwnAgent(hub, actor, body, auditOrigin(request))),
    ),
    route(api.setDuty, async ({ actor, body, request }) => presentAgent(hub, await setDuty(hub, actor, body.onDuty, auditOrigin(request)))),
    route(api.getAgent, async ({ actor, params, query: { load } }) => {
      const agent = await getAgent(actor, toObjectId(params.agentId));
      return presentAgent(hub, agent, load ? (await countOpen(actor, [agent._id]))(agent._id) : undefined);
    }),
    route(api.updateAgent, async ({ actor, params, body, request }) => {
      const departmentIds = body.departmentIds && (await requireDepartments(actor, body.departmentIds));
      return presentAgent(hub, await updateAgent(hub, actor, toObjectId(params.agentId), { ...body, departmentIds }, auditOrigin(request)));
    }),
    route(api.deactivateAgent, async ({ actor, params, body, request }) => {
      const input = { agentId: toObjectId(params.agentId), reassignTo: body.reassignTo === null ? null : toObjectId(body.reassignTo) };
      return presentAgent(hub, await deactivateAgent(hub, actor, input, reassign, auditOrigin(request)));
    }),
    route(api.activateAgent, async ({ actor, params, request }) =>
      presentAgent(hub, await activateAgent(hub, actor, toObjectId(params.agentId), auditOrigin(request))),
    ),
  ];
}
