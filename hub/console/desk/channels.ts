import type { DeskChannels } from '../../../bots/console/desk.ts';
import type { DeskChannel } from '../../../bots/console/desk-views.ts';
import { authorize } from '../../core/actor.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { Agent, type AgentRecord } from '../../domain/agent/model.ts';
import { answerSignIn } from '../../domain/channel/account/sign-in.ts';
import { getChannel } from '../../domain/channel/change.ts';
import { shownHealth, shownReason } from '../../domain/channel/health.ts';
import type { ChannelRecord } from '../../domain/channel/model.ts';
import { HubError } from '../../core/error.ts';
import { presentAgents } from './present-agent.ts';
import { actAs, getSeat, type DeskTools } from './tools.ts';

/** Connected accounts, for who may change them. */
export function createDeskChannels(tools: DeskTools): DeskChannels {
  const { hub, workspaceId } = tools;
  return {
    async managers() {
      const seats = await Agent.find({ workspaceId, isActive: true, telegram: { $exists: true } })
        .limit(500)
        .lean<AgentRecord[]>();
      const agents = await presentAgents(workspaceId, seats);
      return agents.flatMap(({ id, language, timeZone, permissions, telegram }) =>
        permissions.includes('channel.manage') && telegram?.isReachable
          ? [{ agentId: id, chatId: telegram.chatId, language, timeZone, isSilent: false }]
          : [],
      );
    },

    async get(viewer, channelId) {
      const actor = await actAs(tools, viewer);
      authorize(actor, 'channel.manage');
      if (!/^[0-9a-f]{24}$/.test(channelId)) throw new HubError('channel.unknown', { channelId });
      return present(await getChannel(actor, channelId));
    },

    async answerSignIn(agentId, channelId, code) {
      return present(await answerSignIn(hub, toActor(await getSeat(tools, agentId)), channelId, code));
    },
  };
}

function present(channel: ChannelRecord): DeskChannel {
  const health = shownHealth(channel, { showsSignIn: true });
  const { state, signIn } = health;
  return { id: channel._id.toHexString(), name: channel.name, state, ...shownReason(health), ...(signIn && { signIn }) };
}
