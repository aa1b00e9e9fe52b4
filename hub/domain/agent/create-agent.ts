import type { ConversationScope, Role } from '../../api/permissions.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { Agent, type AgentRecord } from './model.ts';

/** A seat to be. */
export interface NewAgent {
  workspaceId: ObjectId;
  user: { _id: ObjectId; email: string };
  displayName: string;
  role: Role;
  conversationScope: ConversationScope;
  departmentIds: ObjectId[];
}

/** Gives a user a seat: on duty, since who comes to answer should hear of customers. A user has one seat in a workspace; a closed one is opened anew. */
export async function createAgent(hub: Pick<Hub, 'now'>, { workspaceId, user, ...seat }: NewAgent): Promise<AgentRecord> {
  const now = hub.now();
  const { doc, created } = await insertOnce(Agent, {
    ...seat,
    _id: naturalId('agent', workspaceId.toHexString(), user._id.toHexString()),
    workspaceId,
    userId: user._id,
    email: user.email,
    overrides: { added: [], removed: [] },
    duty: { onDuty: true, since: now },
    isActive: true,
    createdAt: now,
  });
  if (created || doc.isActive) return doc.toObject();

  const reopened = await Agent.findOneAndUpdate(
    { _id: doc._id },
    {
      $set: { ...seat, overrides: { added: [], removed: [] }, conversationLimit: null, isActive: true, duty: { onDuty: true, since: now } },
    },
    { returnDocument: 'after' },
  ).lean<AgentRecord | null>();
  if (!reopened) throw new HubError('agent.unknown');
  return reopened;
}

/** Carries a user's new e-mail to all its seats. */
export async function renameSeats(userId: ObjectId, email: string): Promise<void> {
  await Agent.updateMany({ userId }, { $set: { email } });
}
