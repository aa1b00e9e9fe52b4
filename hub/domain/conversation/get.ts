import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { Conversation, type ConversationRecord } from './model.ts';
import { visibleTo } from './policy.ts';

/** A conversation the actor may see; throws conversation.unknown. */
export async function getConversation(actor: Actor, conversationId: string | ObjectId): Promise<ConversationRecord> {
  const found = await Conversation.findOne({ $and: [{ _id: toObjectId(conversationId) }, visibleTo(actor)] }).lean<ConversationRecord>();
  if (!found) throw new HubError('conversation.unknown', { conversationId: String(conversationId) });
  return found;
}

/** The conversation with this number in the actor's workspace, or null when there is none the actor may see. */
export async function findConversationByNumber(actor: Actor, number: number): Promise<ConversationRecord | null> {
  return Conversation.findOne({ $and: [{ workspaceId: actor.workspaceId, number }, visibleTo(actor)] }).lean<ConversationRecord>();
}
