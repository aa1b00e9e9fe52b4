import type { QueryFilter } from 'mongoose';
import type { Actor } from '../../core/actor.ts';
import type { ConversationRecord } from './model.ts';

/**
 * The conversations an actor may see, as a filter that every query carries: its workspace, and of it the part its scope allows. Who
 * is mentioned in a note was asked for help, and sees the conversation whatever the scope.
 */
export function visibleTo(actor: Actor): QueryFilter<ConversationRecord> {
  const workspace = { workspaceId: actor.workspaceId };
  if (actor.type === 'contact') return { ...workspace, contactId: actor.contactId };
  if (actor.type !== 'agent' || actor.scope === 'all') return workspace;
  const own = [{ assigneeId: actor.agentId }, { assigneeId: null, departmentId: null }, { mentions: actor.agentId }];
  if (actor.scope === 'own') return { ...workspace, $or: own };
  return { ...workspace, $or: [...own, { departmentId: { $in: actor.departmentIds } }] };
}
