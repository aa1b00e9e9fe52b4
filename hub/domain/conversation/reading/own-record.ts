import type { UpdateQuery } from 'mongoose';
import type { Actor, AgentActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { ConversationRead, readIdOf, type ConversationReadRecord } from './model.ts';

/** What is seen and drafted belongs to a person: throws permission.missing for a token. */
export function requireAgent(actor: Actor): AgentActor {
  if (actor.type !== 'agent') throw new HubError('permission.missing', { reason: 'only an agent has drafts and read marks' });
  return actor;
}

/** The agent's own record of a conversation, or null before anything was kept. */
export async function findOwn(agent: AgentActor, conversationId: ObjectId): Promise<ConversationReadRecord | null> {
  return ConversationRead.findOne({
    _id: readIdOf(conversationId, agent.agentId),
    workspaceId: agent.workspaceId,
  }).lean<ConversationReadRecord | null>();
}

/** Changes it, made where there is none; one database call when there is one. */
export async function changeOwn(
  hub: Pick<Hub, 'now'>,
  agent: AgentActor,
  conversationId: ObjectId,
  update: UpdateQuery<ConversationReadRecord>,
): Promise<ConversationReadRecord> {
  const { workspaceId, agentId } = agent;
  const _id = readIdOf(conversationId, agentId);
  const change = () =>
    ConversationRead.findOneAndUpdate({ _id, workspaceId }, update, { returnDocument: 'after' }).lean<ConversationReadRecord | null>();
  const changed = await change();
  if (changed) return changed;
  await insertOnce(ConversationRead, { _id, workspaceId, conversationId, agentId, drafts: {}, createdAt: hub.now() });
  const made = await change();
  if (!made) throw new Error(`the read record ${_id.toHexString()} went away while it was changed`);
  return made;
}
