import { systemActor } from '../../core/actor.ts';
import { isHubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Contact, Identity, type ContactRecord, type IdentityRecord } from '../../domain/contact/model.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { ConversationSlot } from '../../domain/conversation/slot.ts';
import { changeConversation } from '../../domain/conversation/recording/change.ts';
import { headOf } from '../../domain/data/contact/carry-contact.ts';
import { forgetVisitorPushes } from '../../domain/push/visitors/subscriptions.ts';
import { mergeContacts } from '../../domain/data/merge/merge-contacts.ts';
import type { MergeTools } from '../../domain/data/merge/run-merge.ts';

export type ClaimTools = MergeTools & Pick<Hub, 'endedVisits' | 'log'>;

interface Claim {
  /** The browser's. */
  from: IdentityRecord;
  /** The user's. */
  by: IdentityRecord;
  contact: ContactRecord;
}

/**
 * Makes what an anonymous browser had a verified user's own, for good: from then on its secret is dead. A browser that is somebody's already
 * stays theirs. Each step can be done twice: a login that was cut off does the rest the next time.
 */
export async function claimIdentity(hub: ClaimTools, { from, by, contact }: Claim): Promise<void> {
  const { workspaceId, channelId } = from;
  const claimed = await Identity.findOneAndUpdate(
    {
      _id: from._id,
      workspaceId,
      secretEndedAt: { $exists: false },
      $or: [{ claimedBy: { $exists: false } }, { claimedBy: by._id }],
    },
    { $set: { claimedBy: by._id } },
    { returnDocument: 'after' },
  ).lean<IdentityRecord | null>();
  if (!claimed) return;
  await hub.endedVisits.end({ workspaceId, channelId }, { identity: from.externalId }, 'expired');
  await forgetVisitorPushes(workspaceId, from._id);
  await moveContact(hub, claimed, contact);
  await Conversation.updateMany(
    { workspaceId, identityId: from._id },
    { $set: { identityId: by._id, changedAt: hub.now() }, $inc: { rev: 1 } },
  );
}

/** A contact of whom nothing else is known ends in the user's; of another one, only this browser's accounts and conversations go over. */
async function moveContact(hub: ClaimTools, identity: IdentityRecord, contact: ContactRecord): Promise<void> {
  const { workspaceId } = identity;
  if (identity.contactId.equals(contact._id)) return;
  const before = await Contact.findOne({ _id: identity.contactId, workspaceId }).lean<ContactRecord | null>();
  const isOnlyThisBrowser = before?.kind === 'anonymous' && before.channelIds.length === 1;
  if (before && isOnlyThisBrowser) {
    try {
      await mergeContacts(hub, systemActor(workspaceId), { contactId: contact._id.toHexString(), fromId: before._id.toHexString() });
      return;
    } catch (error) {
      // Somebody merges or erases one of them right now: what is this browser's goes over all the same.
      if (!isHubError(error, 'contact.busy') && !isHubError(error, 'contact.unknown')) throw error;
      hub.log.info({ err: error, identityId: identity._id.toHexString() }, 'a visitor was claimed without a merge of contacts');
    }
  }
  await moveIdentity(hub, identity, contact);
}

async function moveIdentity(hub: ClaimTools, { _id, workspaceId, channelId, contactId }: IdentityRecord, to: ContactRecord): Promise<void> {
  const conversations = await Conversation.find({ workspaceId, channelId, identityId: _id, contactId })
    .select({ number: 1, slotId: 1, contact: 1 })
    .lean<Pick<ConversationRecord, '_id' | 'number' | 'slotId' | 'contact'>[]>();
  await Identity.updateOne({ _id, workspaceId }, { $set: { contactId: to._id } });
  await ConversationSlot.updateMany({ _id: { $in: slotIds(conversations) }, workspaceId }, { $set: { contactId: to._id } });
  for (const { _id: conversationId, number, contact } of conversations) {
    await changeConversation(hub, systemActor(workspaceId), {
      conversationId,
      where: { contactId },
      set: headOf(to, number),
      fact: { type: 'conversation.changed', data: {} },
      event: {
        type: 'merged',
        data: {
          from: { id: contactId.toHexString(), name: contact.name },
          to: { id: to._id.toHexString(), name: to.name },
          isUndone: false,
        },
      },
    });
  }
}

function slotIds(conversations: readonly Pick<ConversationRecord, 'slotId'>[]): ObjectId[] {
  return conversations.map(({ slotId }) => slotId);
}
