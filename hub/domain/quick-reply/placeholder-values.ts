import type { Actor } from '../../core/actor.ts';
import { getConversation } from '../conversation/get.ts';
import { Department, type DepartmentRecord } from '../department/model.ts';
import { getWorkspace } from '../workspace/get-workspace.ts';
import type { QuickReplyValues } from './render.ts';

/**
 * What stands in for a quick reply's placeholders when this actor inserts it in a conversation; a token has no agent's name. At most three
 * database calls. Throws conversation.unknown.
 */
export async function placeholderValues(actor: Actor, conversationId: string): Promise<QuickReplyValues> {
  const [conversation, workspace] = await Promise.all([getConversation(actor, conversationId), getWorkspace(actor.workspaceId)]);
  const { contact, number, departmentId } = conversation;
  const department =
    departmentId && (await Department.findOne({ _id: departmentId, workspaceId: actor.workspaceId }).lean<DepartmentRecord | null>());
  return {
    'contact.name': contact.name,
    'contact.firstName': contact.name.split(/\s+/)[0] ?? contact.name,
    'conversation.number': String(number),
    'workspace.name': workspace.name,
    ...(actor.type === 'agent' ? { 'agent.name': actor.name } : {}),
    ...(department ? { 'department.name': department.name } : {}),
  };
}
