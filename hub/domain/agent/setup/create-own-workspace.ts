import type { Language } from '../../../api/fields.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { getUser } from '../../user/update-user.ts';
import { createWorkspace } from '../../workspace/create-workspace.ts';
import { createAgent } from '../create-agent.ts';
import { toActor } from '../find-agent-actor.ts';
import { Agent, type AgentRecord } from '../model.ts';

/** Makes another workspace with the user as its owner. Throws workspace.creation-closed unless the hub lets owners do so and the user is one. */
export async function createOwnWorkspace(
  hub: Pick<Hub, 'config' | 'now'>,
  userId: ObjectId,
  input: { name: string; timeZone: string; language: Language },
  origin?: AuditOrigin,
): Promise<AgentRecord> {
  const isAllowed = hub.config.WORKSPACE_CREATION === 'owners' && (await Agent.exists({ userId, role: 'owner', isActive: true }));
  if (!isAllowed) throw new HubError('workspace.creation-closed');
  const user = await getUser(userId);
  const { _id: workspaceId } = await createWorkspace(hub, input);
  const agent = await createAgent(hub, {
    workspaceId,
    user,
    displayName: user.name,
    role: 'owner',
    conversationScope: 'all',
    departmentIds: [],
  });
  await recordAudit(hub, toActor(agent), {
    action: 'workspace.created',
    target: { type: 'workspace', id: workspaceId },
    after: { name: input.name, owner: user.email },
    origin,
  });
  return agent;
}
