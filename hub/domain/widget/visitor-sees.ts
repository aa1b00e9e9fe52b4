import type { QueryFilter } from 'mongoose';
import { HubError } from '../../core/error.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { identityId } from '../contact/recognise.ts';
import { Conversation, type ConversationRecord } from '../conversation/model.ts';

type Who = Pick<VisitorCaller, 'workspaceId' | 'channelId' | 'identity'>;

/** The key of a visitor's own identity. */
export function ownIdentityId({ channelId, identity }: Pick<Who, 'channelId' | 'identity'>): ObjectId {
  return identityId(channelId, identity);
}

/**
 * What a visitor sees, as a filter that every query of a visitor carries: conversations of the chats of its own identity, and of those that
 * a login made its own. What the team merges or renames changes nothing about it.
 */
export function visitorSees(visitor: Who): QueryFilter<ConversationRecord> & { identityId: ObjectId } {
  // An identity is of one channel: what it began here and carried on elsewhere is still its own.
  return { workspaceId: visitor.workspaceId, identityId: ownIdentityId(visitor) };
}

/** One conversation that the visitor sees; throws conversation.unknown. */
export async function getVisitorConversation(visitor: Who, conversationId: string): Promise<ConversationRecord> {
  const found = await Conversation.findOne({ _id: toObjectId(conversationId), ...visitorSees(visitor) }).lean<ConversationRecord | null>();
  if (!found) throw new HubError('conversation.unknown', { conversationId });
  return found;
}

/** Up to which line of a conversation its widget shows it: what is said in the channel where it goes on stays there. */
export function shownUpTo({ carriedOn, seq }: Pick<ConversationRecord, 'carriedOn' | 'seq'>): number {
  return Math.min(carriedOn?.seq ?? seq, seq);
}
