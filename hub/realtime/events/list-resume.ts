import { mostResumedHeads, type ClientOutput } from '../../api/realtime.ts';
import type { ObjectId } from '../../core/ids.ts';
import { AuditEntry } from '../../domain/audit/model.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { visibleTo } from '../../domain/conversation/policy.ts';
import { presentConversation } from '../../domain/conversation/present.ts';
import { headRoomsOf, type SocketActor } from '../rooms.ts';
import type { Asked, EventParts, RealtimeHub } from './parts.ts';

type Resumed = ClientOutput<'list.resume'>;

/** Clocks and writers differ by less than this; what comes twice is settled by its `rev`. */
const overlapMs = 60_000;
/** Asked from a whole step of time on, so that those who come back together ask for the same. */
const stepMs = 10_000;

/** The heads that changed while a client was away, and whether that is all: two database calls, three for a seat that doesn't see everything, shared with all who ask for the same. */
export async function resumeList({ hub, reads }: EventParts, { socket, input }: Asked<{ since: string | null }>): Promise<Resumed> {
  const now = hub.now().toISOString();
  if (input.since === null) return { conversations: [], gone: [], isComplete: false, now };
  const { actor } = socket.data;
  const since = Math.floor((Date.parse(input.since) - overlapMs) / stepMs) * stepMs;
  const key = `list:${[...headRoomsOf(actor), since].join(',')}`;
  return { ...(await reads.read(key, () => readChanged(hub, actor, new Date(since)))), now };
}

async function readChanged(hub: RealtimeHub, actor: SocketActor, since: Date): Promise<Omit<Resumed, 'now'>> {
  const changed = { workspaceId: actor.workspaceId, changedAt: { $gte: since } };
  const isLimited = actor.type === 'agent' && actor.scope !== 'all';
  const most = mostResumedHeads + 1;
  const [seen, unseen, erasure] = await Promise.all([
    Conversation.find({ $and: [changed, visibleTo(actor)] })
      .sort({ changedAt: -1, _id: -1 })
      .limit(most)
      .lean<ConversationRecord[]>(),
    isLimited
      ? Conversation.find({ $and: [changed, { $nor: [visibleTo(actor)] }] })
          .sort({ changedAt: -1, _id: -1 })
          .limit(most)
          .select({ _id: 1 })
          .lean<{ _id: ObjectId }[]>()
      : [],
    // What was erased leaves nothing behind that could be named: that it happened is all that is known.
    AuditEntry.exists({ workspaceId: actor.workspaceId, action: 'contact.erased', at: { $gte: since } }),
  ]);
  return {
    conversations: seen.slice(0, mostResumedHeads).map((conversation) => presentConversation(hub, conversation)),
    gone: unseen.slice(0, mostResumedHeads).map(({ _id }) => _id.toHexString()),
    isComplete: seen.length < most && unseen.length < most && !erasure,
  };
}
