import type { AgentView } from '../../api/team/agents.ts';
import { effectivePermissions } from './permissions.ts';
import type { AgentRecord } from './model.ts';

/** A seat as it crosses the wire. */
export function presentAgent(agent: AgentRecord): AgentView {
  return {
    id: agent._id.toHexString(),
    userId: agent.userId.toHexString(),
    email: agent.email,
    displayName: agent.displayName,
    avatarFileId: agent.avatarFileId?.toHexString() ?? null,
    role: agent.role,
    overrides: { added: [...agent.overrides.added], removed: [...agent.overrides.removed] },
    permissions: [...effectivePermissions(agent)],
    conversationScope: agent.conversationScope,
    departmentIds: agent.departmentIds.map((id) => id.toHexString()),
    telegram: agent.telegram ? { username: agent.telegram.username ?? null, linkedAt: agent.telegram.linkedAt.toISOString() } : null,
    duty: { onDuty: agent.duty.onDuty, since: agent.duty.since.toISOString() },
    language: agent.language,
    timeZone: agent.timeZone,
    isActive: agent.isActive,
    createdAt: agent.createdAt.toISOString(),
  };
}
