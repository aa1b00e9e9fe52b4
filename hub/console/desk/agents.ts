import type { DeskAgents } from '../../../bots/console/desk.ts';
import type { DeskAgent } from '../../../bots/console/desk-views.ts';
import type { ObjectId } from '../../core/ids.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { Agent, type AgentRecord } from '../../domain/agent/model.ts';
import { setDuty, updateOwnAgent } from '../../domain/agent/update-agent.ts';
import { raiseAlert, settleAlert } from '../../domain/console/alerts.ts';
import { changeSeat } from '../../domain/console/seat.ts';
import { Department } from '../../domain/department/model.ts';
import { readId } from '../records/scope.ts';
import { presentAgents } from './present-agent.ts';
import { getSeat, type DeskTools } from './tools.ts';

/** Colleagues, from their seats and from what the console keeps of them. */
export function createDeskAgents(tools: DeskTools): DeskAgents {
  const { hub, workspaceId } = tools;

  async function present(seat: AgentRecord): Promise<DeskAgent> {
    const [agent] = await presentAgents(workspaceId, [seat]);
    if (!agent) throw new Error('a seat was presented as nothing');
    return agent;
  }

  async function findWhere(filter: { _id: ObjectId | null } | { 'telegram.telegramUserId': string }): Promise<DeskAgent | null> {
    const seat = await Agent.findOne({ ...filter, workspaceId, isActive: true }).lean<AgentRecord | null>();
    return seat && present(seat);
  }

  return {
    async list() {
      const seats = await Agent.find({ workspaceId, isActive: true }).sort({ createdAt: 1 }).limit(500).lean<AgentRecord[]>();
      const agents = await presentAgents(workspaceId, seats);
      return agents.sort((a, b) => Number(b.isOnDuty) - Number(a.isOnDuty) || a.load - b.load);
    },

    find: (agentId) => findWhere({ _id: readId(agentId) }),

    findByTelegram: (userId) => findWhere({ 'telegram.telegramUserId': userId }),

    async setDuty(agentId, isOnDuty) {
      const seat = await setDuty(hub, toActor(await getSeat(tools, agentId)), isOnDuty);
      if (isOnDuty) await settleAlert(hub, workspaceId, 'nobody-on-duty');
      return present(seat);
    },

    async setCurrent(agentId, conversationId) {
      const seat = await getSeat(tools, agentId);
      await changeSeat(workspaceId, seat._id, { currentConversationId: conversationId === null ? null : readId(conversationId) });
    },

    async setLanguage(agentId, language) {
      return present(await updateOwnAgent(hub, toActor(await getSeat(tools, agentId)), { language }));
    },

    async setSettings(agentId, { notify, takeByReply }) {
      const seat = await getSeat(tools, agentId);
      await changeSeat(workspaceId, seat._id, {
        ...(notify === undefined ? {} : { notify }),
        ...(takeByReply === undefined ? {} : { takeByReply }),
      });
      return present(seat);
    },

    async setReachable(agentId, isReachable) {
      const seat = await getSeat(tools, agentId);
      const before = await changeSeat(workspaceId, seat._id, { isReachable });
      if (isReachable) return settleAlert(hub, workspaceId, 'agent-unreachable', agentId);
      if (before && !before.isReachable) return;
      await raiseAlert(hub, workspaceId, { kind: 'agent-unreachable', subject: agentId, detail: seat.displayName });
      await setDuty(hub, toActor(seat), false);
      await tools.escalate(agentId);
    },

    async departments() {
      const found = await Department.find({ workspaceId }).sort({ nameKey: 1 }).limit(200).lean();
      return found.map(({ _id, name }) => ({ id: _id.toHexString(), name }));
    },
  };
}
