import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Agent, type AgentRecord } from '../../agent/model.ts';
import { effectivePermissions } from '../../agent/permissions.ts';
import { countOpen } from './load.ts';
import type { Queue } from './queues.ts';

/** Beyond this nobody's load is told apart any more. */
const countedAtMost = 1000;
const seatsAtMost = 1000;

interface Place {
  agent: AgentRecord;
  /** Milliseconds; 0: never. */
  handedAt: number;
  /** Undefined: not counted yet. */
  load: number | undefined;
}

/** The agents who are there, in the order in which they are handed something. Good for one pass: it remembers what it handed to whom. */
export interface Line {
  /** Who is next in a queue; null: nobody of it is there and has room. `except` is passed over. */
  next(queue: Queue, except: ObjectId | null): Promise<AgentRecord | null>;
  /** Puts whoever got something at the end. Returns when, as it is to be kept: later than anybody's before. */
  gave(agentId: ObjectId): Date;
  /** Takes somebody out who is gone. */
  leave(agentId: ObjectId): void;
}

/** Lines up the active agents of a workspace who are available and may answer; one database call, and one for each load that matters. */
export async function lineUp(hub: Pick<Hub, 'presence' | 'now'>, workspaceId: ObjectId): Promise<Line> {
  const seats = await Agent.find({ workspaceId, isActive: true }).sort({ createdAt: 1, _id: 1 }).limit(seatsAtMost).lean<AgentRecord[]>();
  let places: Place[] = seats
    .filter((agent) => hub.presence.availabilityOf(agent) === 'available' && effectivePermissions(agent).has('conversation.reply'))
    .map((agent) => ({ agent, handedAt: agent.handedAt?.getTime() ?? 0, load: undefined }));
  let lastHanded = Math.max(0, ...seats.map(({ handedAt }) => handedAt?.getTime() ?? 0));

  return {
    async next(queue, except) {
      const members = places.filter(({ agent }) => isOf(agent, queue) && !(except && agent._id.equals(except)));
      const isCounted = queue.mode === 'least-busy' || members.some(({ agent }) => limitOf(agent, queue) !== null);
      if (isCounted) await count(members);
      const [first] = members.filter((place) => hasRoom(place, queue)).sort((a, b) => inOrder(a, b, queue));
      return first?.agent ?? null;
    },

    gave(agentId) {
      lastHanded = Math.max(hub.now().getTime(), lastHanded + 1);
      const place = places.find(({ agent }) => agent._id.equals(agentId));
      if (place) {
        place.handedAt = lastHanded;
        if (place.load !== undefined) place.load += 1;
      }
      return new Date(lastHanded);
    },

    leave(agentId) {
      places = places.filter(({ agent }) => !agent._id.equals(agentId));
    },
  };

  async function count(members: Place[]): Promise<void> {
    const uncounted = members.filter(({ load }) => load === undefined);
    await Promise.all(
      uncounted.map(async (place) => {
        place.load = await countOpen(workspaceId, place.agent._id, countedAtMost);
      }),
    );
  }
}

function isOf({ departmentIds }: AgentRecord, { departmentId }: Queue): boolean {
  return departmentId === null || departmentIds.some((id) => id.equals(departmentId));
}

function limitOf({ conversationLimit }: AgentRecord, { limit }: Queue): number | null {
  return conversationLimit ?? limit;
}

function hasRoom({ agent, load }: Place, queue: Queue): boolean {
  const limit = limitOf(agent, queue);
  return limit === null || (load ?? 0) < limit;
}

/** The least busy first where that counts, then whose last one is the oldest; seats come by age, and a stable sort keeps that. */
function inOrder(a: Place, b: Place, { mode }: Queue): number {
  return (mode === 'least-busy' ? (a.load ?? 0) - (b.load ?? 0) : 0) || a.handedAt - b.handedAt;
}
