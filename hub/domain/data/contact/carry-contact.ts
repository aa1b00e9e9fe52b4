import type { Actor } from '../../../core/actor.ts';
import { searchTerms } from '../../../core/search.ts';
import type { ContactRecord } from '../../contact/model.ts';
import { Conversation, type ConversationRecord } from '../../conversation/model.ts';
import { changeConversation, type ChangeTools } from '../../conversation/recording/change.ts';

/** The contact's part of a conversation: what lists show and search finds. */
export function headOf(contact: ContactRecord, number: number) {
  return {
    contactId: contact._id,
    contact: {
      name: contact.name,
      ...(contact.avatarFileId && { avatarFileId: contact.avatarFileId }),
      ...(contact.blocked && { blocked: true }),
    },
    terms: searchTerms(contact.name, contact.username, String(number), ...contact.phones, ...contact.emails),
  };
}

/** Carries a contact to its conversations' own copies. Those on somebody's screen tell it as a fact; ended ones are only kept right for lists and search. */
export async function carryToConversations(hub: ChangeTools, actor: Actor, contact: ContactRecord): Promise<void> {
  const conversations = Conversation.find({ workspaceId: actor.workspaceId, contactId: contact._id })
    .select({ number: 1, live: 1 })
    .lean<Pick<ConversationRecord, '_id' | 'number' | 'live'>>()
    .cursor();
  for await (const { _id, number, live } of conversations) {
    const { contact: head, terms } = headOf(contact, number);
    const set = { contact: head, terms };
    const isOther = { $or: [{ 'contact.name': { $ne: head.name } }, { 'contact.blocked': contact.blocked ? { $ne: true } : true }] };
    const isTold =
      live &&
      (await changeConversation(hub, actor, {
        conversationId: _id,
        where: { contactId: contact._id, ...isOther },
        set,
        fact: { type: 'conversation.changed', data: {} },
        event: null,
      }));
    if (!isTold)
      await Conversation.updateOne({ _id, contactId: contact._id }, { $set: { ...set, changedAt: hub.now() }, $inc: { rev: 1 } });
  }
}
