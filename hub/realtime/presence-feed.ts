import type { PresenceView } from '../api/realtime.ts';
import { toObjectId, type ObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import { Agent, type AgentRecord } from '../domain/agent/model.ts';
import type { AgentNamespace, AgentSocket } from './agent-socket.ts';
import { rooms } from './rooms.ts';
import { createThrottle } from './screens/throttle.ts';
import type { SharedReads } from './share-reads.ts';

/** Tells agents of each other. */
export interface PresenceFeed {
  /** All agents, to one who has just connected. */
  greet(socket: AgentSocket): Promise<void>;
  /** A seat may be otherwise than colleagues know. */
  changed(workspaceId: string, agentId: string): void;
  stop(): void;
}

type Seat = Pick<AgentRecord, '_id' | 'duty' | 'telegram'>;
const paces = { firstMs: 30, everyMs: 500 };

/** Makes the feed: differences go out together, at most twice a second and workspace. */
export function createPresenceFeed(hub: Pick<Hub, 'presence' | 'log'>, namespace: AgentNamespace, reads: SharedReads): PresenceFeed {
  const dirty = new Map<string, Set<string>>();
  const throttle = createThrottle((workspaceId) => {
    const agentIds = [...(dirty.get(workspaceId) ?? [])];
    dirty.delete(workspaceId);
    if (!namespace.adapter.rooms.has(rooms.workspace(workspaceId))) return;
    void tell(workspaceId, agentIds).catch((error: unknown) => hub.log.warn({ err: error, workspaceId }, 'presence could not be told'));
  }, paces);
  const unlisten = hub.presence.onChange(({ workspaceId, agentId }) => changed(workspaceId, agentId));

  return {
    async greet(socket) {
      const { workspaceId } = socket.data.actor;
      const seats = await reads.read(`seats:${workspaceId.toHexString()}`, () => findSeats(workspaceId));
      socket.emit('presence', { agents: seats.map(present) });
    },
    changed,
    stop() {
      unlisten();
      throttle.stop();
    },
  };

  function changed(workspaceId: string, agentId: string): void {
    dirty.set(workspaceId, (dirty.get(workspaceId) ?? new Set<string>()).add(agentId));
    throttle.ask(workspaceId);
  }

  async function tell(workspaceId: string, agentIds: string[]): Promise<void> {
    const seats = await findSeats(toObjectId(workspaceId), agentIds.map(toObjectId));
    if (seats.length === 0) return;
    namespace
      .to(rooms.workspace(workspaceId))
      .except(rooms.tokens(workspaceId))
      .emit('presence', { agents: seats.map(present) });
  }

  function present(seat: Seat): PresenceView {
    return {
      agentId: seat._id.toHexString(),
      availability: hub.presence.availabilityOf(seat),
      since: hub.presence.sinceOf(seat).toISOString(),
    };
  }
}

/** A closed seat is nobody's: it is off duty and told as such once, then left out. */
function findSeats(workspaceId: ObjectId, agentIds?: ObjectId[]): Promise<Seat[]> {
  return Agent.find({ workspaceId, ...(agentIds ? { _id: { $in: agentIds } } : { isActive: true }) })
    .select({ duty: 1, telegram: 1 })
    .lean<Seat[]>();
}
