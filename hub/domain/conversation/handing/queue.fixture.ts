import type { Handing } from '../../../api/team/departments.ts';
import { systemActor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import { buildAgent, buildWorkspace, type AgentGiven, type BuiltAgent } from '../../../test/factories.ts';
import { recogniseContact } from '../../contact/recognise.ts';
import { createDepartment } from '../../department/save-department.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { updateWorkspace } from '../../workspace/update-workspace.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { openConversation } from '../open.ts';

/** A workspace with one department to hand out in. */
export interface QueueWorld {
  workspaceId: ObjectId;
  departmentId: ObjectId;
  /** A member of the department, there in each of the hubs unless said otherwise. */
  addAgent(given?: AgentGiven & { isThere?: boolean }): Promise<BuiltAgent>;
  /** A conversation in which the customer wrote, in the department unless said otherwise. */
  addConversation(given?: Partial<ConversationRecord>): Promise<ConversationRecord>;
  find(conversation: ConversationRecord): Promise<ConversationRecord>;
  /** How many open conversations each agent has. */
  loads(agents: readonly Pick<BuiltAgent, 'agent'>[]): Promise<number[]>;
  /** What the timeline says of who got a conversation. */
  assignments(conversation: ConversationRecord): Promise<Record<string, unknown>[]>;
}

/** Builds one; several hubs stand for several processes. */
export async function buildQueue(hubs: readonly Hub[], handing: Handing): Promise<QueueWorld> {
  const [hub] = hubs;
  if (!hub) throw new Error('a queue needs a hub');
  const { _id: workspaceId } = await buildWorkspace(hub);
  const actor = systemActor(workspaceId);
  const department = await createDepartment(hub, actor, { name: 'Support', description: '', memberIds: [], handing });
  const departmentId = new ObjectId(department.id);
  const channel = { id: new ObjectId(), workspaceId, provider: 'telegram' };
  let made = 0;

  return {
    workspaceId,
    departmentId,

    async addAgent({ isThere = true, ...given } = {}) {
      const built = await buildAgent(hub, { workspaceId, role: 'agent', departmentIds: [departmentId], ...given });
      if (isThere) for (const each of hubs) each.presence.connected(workspaceId, built.agent._id, 'laptop');
      return built;
    },

    async addConversation(given = {}) {
      made += 1;
      const chatId = String(made);
      const { contact, identity } = await recogniseContact(hub, channel, { externalId: chatId, name: `Customer ${made}` });
      const { _id } = await openConversation(hub, { channel, chatId, contact, identity });
      const at = new Date(hub.now().getTime() + made);
      const wrote = { seq: 1, previewSeq: 1, unread: 1, lastMessageAt: at, lastInboundAt: at, waitingSince: at, departmentId };
      await Conversation.updateOne({ _id }, { $set: { ...wrote, ...given } });
      await hub.announcer.settled();
      return Conversation.findById(_id).orFail().lean<ConversationRecord>();
    },

    find: ({ _id }) => Conversation.findById(_id).orFail().lean<ConversationRecord>(),

    loads: (agents) => Promise.all(agents.map(({ agent }) => Conversation.countDocuments({ assigneeId: agent._id, status: 'open' }))),

    async assignments({ _id }) {
      const events = await Message.find({ conversationId: _id, kind: 'event', 'event.type': 'assigned' })
        .sort({ seq: 1 })
        .lean<MessageRecord[]>();
      return events.map(({ event }) => event?.data ?? {});
    },
  };
}

/** Sets how a workspace hands out, and the like. */
export async function setWorkspace(
  hub: Hub,
  { workspaceId }: QueueWorld,
  settings: NonNullable<Parameters<typeof updateWorkspace>[2]['settings']>,
): Promise<void> {
  await updateWorkspace(hub, systemActor(workspaceId), { settings });
}
