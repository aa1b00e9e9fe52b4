import type { Hub } from '../../core/parts/hub.ts';
import { memberOf, type ShowTools } from '../../domain/widget/showing/team.ts';
import { rooms } from '../rooms.ts';
import { visitorRooms, type VisitorNamespace, type VisitorSocket } from './visitor-socket.ts';

type WorkHub = ShowTools & Pick<Hub, 'wake' | 'widgets' | 'log'>;

interface Whose {
  identityId: string;
  channelId: string;
}

/** What the team does in a conversation at this moment, told to its visitor: who looks at it, who writes. No database call. */
export interface TeamAtWork {
  /** Conversations of somebody who is connected; what is told of others goes nowhere. */
  follow(socket: VisitorSocket, conversationIds: readonly string[]): void;
  /** Tells a socket who has them on screen now. */
  showLooking(socket: VisitorSocket, conversationIds: readonly string[]): void;
  /** Forgets conversations of those who are gone. */
  left(identityId: string): void;
  stop(): void;
}

/** Starts telling. `lookingAt` gives the agents who have a conversation on screen and sit at it. */
export function startTeamAtWork(hub: WorkHub, namespace: VisitorNamespace, lookingAt: (conversationId: string) => string[]): TeamAtWork {
  const followed = new Map<string, Whose>();
  const ofIdentity = new Map<string, Set<string>>();
  const quiet = [
    hub.wake.answer('team-typing', (call) => void during(() => showTyping(call))),
    hub.wake.answer('team-looking', (call) => void during(() => showTo(call.conversationId, call.agentIds))),
  ];

  return {
    follow(socket, conversationIds) {
      const { identityId, visitor } = socket.data;
      const theirs = ofIdentity.get(identityId) ?? new Set<string>();
      ofIdentity.set(identityId, theirs);
      for (const id of conversationIds) {
        theirs.add(id);
        followed.set(id, { identityId, channelId: visitor.channelId.toHexString() });
      }
    },
    showLooking(socket, conversationIds) {
      for (const conversationId of conversationIds) {
        const agentIds = lookingAt(conversationId);
        if (agentIds.length === 0) continue;
        void during(async () => {
          const members = await membersOf(socket.data.visitor.channelId.toHexString(), agentIds);
          socket.emit('presence', { conversationId, members });
        });
      }
    },
    left(identityId) {
      for (const id of ofIdentity.get(identityId) ?? []) if (followed.get(id)?.identityId === identityId) followed.delete(id);
      ofIdentity.delete(identityId);
    },
    stop: () => quiet.forEach((end) => end()),
  };

  async function showTo(conversationId: string, agentIds: readonly string[]): Promise<void> {
    const whose = followed.get(conversationId);
    if (!whose) return;
    const members = await membersOf(whose.channelId, agentIds);
    namespace.to(visitorRooms.visitor(whose.identityId)).emit('presence', { conversationId, members });
  }

  async function showTyping({
    conversationId,
    agentId,
    isTyping,
  }: {
    conversationId: string;
    agentId: string;
    isTyping: boolean;
  }): Promise<void> {
    const whose = followed.get(conversationId);
    if (!whose) return;
    const [member] = await membersOf(whose.channelId, [agentId]);
    if (!member) return;
    namespace
      .to(visitorRooms.visitor(whose.identityId))
      .except(rooms.slow)
      .emit('typing', { conversationId, by: isTyping ? member : null });
  }

  async function membersOf(channelId: string, agentIds: readonly string[]) {
    const widget = await hub.widgets.ofChannel(channelId);
    return widget ? agentIds.flatMap((agentId) => memberOf(hub, widget, agentId) ?? []) : [];
  }

  async function during(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      hub.log.warn({ err: error }, 'what the team does could not be told to a visitor');
    }
  }
}
