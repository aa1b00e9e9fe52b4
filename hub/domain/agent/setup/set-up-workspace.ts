import type { SetupInput } from '../../../api/team/users.ts';
import { systemActor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { createOrProveUser } from '../../user/create-user.ts';
import type { UserRecord } from '../../user/model.ts';
import type { PasswordCost } from '../../user/password.ts';
import { createWorkspace } from '../../workspace/create-workspace.ts';
import type { WorkspaceRecord } from '../../workspace/model.ts';
import { createAgent } from '../create-agent.ts';
import type { AgentRecord } from '../model.ts';

/** A workspace with its owner. */
export interface SetUp {
  workspace: WorkspaceRecord;
  user: UserRecord;
  agent: AgentRecord;
}

/**
 * Makes a workspace and its owner. A user with this e-mail becomes its owner by the right password, so it may be run again after a
 * crash and for a second workspace. Throws login.refused when the e-mail is taken and the password is another.
 */
export async function setUpWorkspace(hub: Pick<Hub, 'now'>, input: SetupInput, origin?: AuditOrigin, cost?: PasswordCost): Promise<SetUp> {
  const { email, password, name, workspaceName, timeZone, language } = input;
  const user = await createOrProveUser(hub, { email, password, name, language }, cost);
  const workspace = await createWorkspace(hub, { name: workspaceName, timeZone, language });
  const seat = { displayName: name, role: 'owner', conversationScope: 'all', departmentIds: [] } as const;
  const agent = await createAgent(hub, { ...seat, departmentIds: [], workspaceId: workspace._id, user });
  await recordAudit(hub, systemActor(workspace._id, name), {
    action: 'workspace.created',
    target: { type: 'workspace', id: workspace._id },
    after: { name: workspaceName, owner: email },
    origin,
  });
  return { workspace, user, agent };
}
