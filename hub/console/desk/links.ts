import type { DeskLinks } from '../../../bots/console/desk.ts';
import { confirmAgentLink, previewAgentLink, unlinkAgent } from '../../domain/console/linking.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { presentAgents } from './present-agent.ts';
import { getSeat, type DeskTools } from './tools.ts';

/** Joining Telegram accounts to seats. */
export function createDeskLinks(tools: DeskTools): DeskLinks {
  const { hub, workspaceId } = tools;
  return {
    async preview(code) {
      const { seat, workspace } = await previewAgentLink(hub, workspaceId, code);
      const { _id, displayName: name, email: account, role } = seat;
      return { agentId: _id.toHexString(), name, account, role, workspaceName: workspace.name };
    },

    async confirm(code, account) {
      const seat = await confirmAgentLink(hub, workspaceId, code, account);
      const [agent] = await presentAgents(workspaceId, [seat]);
      if (!agent) throw new Error('a seat was presented as nothing');
      return agent;
    },

    async unlink(agentId) {
      const seat = await getSeat(tools, agentId);
      await unlinkAgent(hub, toActor(seat), seat._id);
    },
  };
}
