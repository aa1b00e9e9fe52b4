import type { CappedCount } from '../../api/fields.ts';
import type { AgentView } from '../../api/team/agents.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { effectivePermissions } from './permissions.ts';
import type { AgentRecord } from './model.ts';

/** A seat as it crosses the wire; `openConversations` where they were counted. */
export function presentAgent(hub: Pick<Hub, 'presence'>, agent: AgentRecord, openConversations?: CappedCount): AgentView {
  return {
    ...presentSeat(agent),
    availability: hub.presence.availabilityOf(agent),
    ...(openConversations === undefined ? {} : { openConversations }),
  };
}

/** What is kept of a seat, without what only holds at the moment: as the audit log compares it. */
export function presentSeat(agent: AgentRecord): Omit<AgentView, 'availability' | 'openConversations'> {
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
    conversationLimit: agent.conversationLimit ?? null,
    language: agent.language,
    timeZone: agent.timeZone,
    isActive: agent.isActive,
    createdAt: agent.createdAt.toISOString(),
  };
}
