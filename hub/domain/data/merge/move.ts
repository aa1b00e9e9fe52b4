import type { QueryFilter } from 'mongoose';
import type { Actor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Identity, type ContactRecord } from '../../contact/model.ts';
import { Conversation, type ConversationRecord } from '../../conversation/model.ts';
import { ConversationSlot } from '../../conversation/slot.ts';
import { changeConversation, type ChangeTools } from '../../conversation/recording/change.ts';
import { headOf } from '../contact/carry-contact.ts';
import { Merge, type MergeRecord } from './model.ts';

const batch = 200;
/** How long a merge is whose who works on it, unless prolonged by the next batch. */
export const claimMs = 60_000;

interface Move {
  merge: MergeRecord;
  /** Whose things move. */
  from: ContactRecord;
  /** Who gets them. */
  to: ContactRecord;
}

/**
 * Moves all accounts, chats and conversations of one contact to another, with a line on each conversation's timeline. Each is listed in
 * the merge before it moves. Goes round until nothing is left, as messages may open conversations meanwhile.
 */
export async function moveEverything(hub: ChangeTools, actor: Actor, { merge, from, to }: Move): Promise<void> {
  const ofFrom = { workspaceId: merge.workspaceId, contactId: from._id };
  for (let isLeft = true; isLeft;) {
    const identities = idsOf(await Identity.find(ofFrom).limit(batch).select({ _id: 1 }).lean<Named[]>());
    const slots = idsOf(await ConversationSlot.find(ofFrom).limit(batch).select({ _id: 1 }).lean<Named[]>());
    const conversations = await Conversation.find(ofFrom).limit(batch).select({ number: 1 }).lean<Numbered[]>();
    isLeft = identities.length + slots.length + conversations.length > 0;
    if (!isLeft) return;

    await Merge.updateOne(
      { _id: merge._id },
      {
        $addToSet: {
          'moved.identities': { $each: identities },
          'moved.slots': { $each: slots },
          'moved.conversations': { $each: conversations.map(({ _id }) => _id) },
        },
        $max: { dueAt: new Date(hub.now().getTime() + claimMs) },
      },
    );
    hub.step('merge.listed');
    await Identity.updateMany({ _id: { $in: identities }, ...ofFrom }, { $set: { contactId: to._id } });
    hub.step('merge.identities');
    await ConversationSlot.updateMany({ _id: { $in: slots }, ...ofFrom }, { $set: { contactId: to._id } });
    await moveConversations(hub, actor, conversations, { merge, from, to });
  }
}

/** Moves back what a merge moved, and what was begun in its chats since. */
export async function moveBack(hub: ChangeTools, actor: Actor, { merge, from, to }: Move): Promise<void> {
  const { identities, slots, conversations } = merge.moved;
  const ofFrom = { workspaceId: merge.workspaceId, contactId: from._id };
  await Identity.updateMany({ _id: { $in: identities }, ...ofFrom }, { $set: { contactId: to._id } });
  await ConversationSlot.updateMany({ _id: { $in: slots }, ...ofFrom }, { $set: { contactId: to._id } });
  hub.step('undo.identities');
  const theirs: QueryFilter<ConversationRecord> = { ...ofFrom, $or: [{ _id: { $in: conversations } }, { slotId: { $in: slots } }] };
  for (;;) {
    const found = await Conversation.find(theirs).limit(batch).select({ number: 1 }).lean<Numbered[]>();
    if (found.length === 0) return;
    await Merge.updateOne({ _id: merge._id }, { $max: { dueAt: new Date(hub.now().getTime() + claimMs) } });
    await moveConversations(hub, actor, found, { merge, from, to });
  }
}

interface Named {
  _id: ObjectId;
}
type Numbered = Pick<ConversationRecord, '_id' | 'number'>;

async function moveConversations(hub: ChangeTools, actor: Actor, found: readonly Numbered[], { merge, from, to }: Move): Promise<void> {
  const data = {
    mergeId: merge._id.toHexString(),
    from: { id: from._id.toHexString(), name: from.name },
    to: { id: to._id.toHexString(), name: to.name },
    isUndone: merge.state === 'undoing',
  };
  for (const { _id, number } of found) {
    await changeConversation(hub, actor, {
      conversationId: _id,
      where: { contactId: from._id },
      set: headOf(to, number),
      fact: { type: 'conversation.changed', data: {} },
      event: { type: 'merged', data },
    });
    hub.step('merge.conversation');
  }
}

function idsOf(found: readonly Named[]): ObjectId[] {
  return found.map(({ _id }) => _id);
}
