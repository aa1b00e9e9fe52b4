import type { DeskGroups } from '../../../bots/console/desk.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { bindGroup, findGroup, listGroups, setGroupProblem, setGroupReplyOnly } from '../../domain/console/linking/bind-group.ts';
import { getSeat, type DeskTools } from './tools.ts';

/** Forum groups of the team. */
export function createDeskGroups(tools: DeskTools): DeskGroups {
  const { hub, workspaceId } = tools;
  return {
    find: (chatId) => findGroup(workspaceId, chatId),
    list: () => listGroups(workspaceId),
    bind: async (agentId, code, group) => bindGroup(hub, toActor(await getSeat(tools, agentId)), code, group),
    async setReplyOnly(agentId, chatId, isReplyOnly) {
      await setGroupReplyOnly(hub, toActor(await getSeat(tools, agentId)), { chatId, isReplyOnly });
    },
    async setProblem(chatId, problem) {
      const isNew = await setGroupProblem(hub, workspaceId, chatId, problem);
      // What the group would have shown goes to private chats.
      if (isNew && problem !== null) await tools.escalate();
    },
  };
}
