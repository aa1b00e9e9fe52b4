import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceContact } from '../../contact/announce.ts';
import { TimedBlock } from '../../console/records/block.ts';
import { editContact } from '../../contact/edit-contact.ts';
import type { ContactRecord } from '../../contact/model.ts';
import { Conversation } from '../../conversation/model.ts';
import { changeConversation, type ChangeTools } from '../../conversation/recording/change.ts';

/**
 * Blocks or unblocks a contact, with a line on the timeline of each live conversation. Doing it again changes nothing, but finishes
 * what a crash left undone. A block for a time that was pending ends with it. Throws contact.unknown.
 */
export async function blockContact(
  hub: ChangeTools & Pick<Hub, 'facts'>,
  actor: Actor,
  contactId: string | ObjectId,
  isBlocked: boolean,
  origin?: AuditOrigin,
): Promise<ContactRecord> {
  authorize(actor, 'contact.edit');
  const _id = toObjectId(contactId);
  const edited = await editContact(hub, { workspaceId: actor.workspaceId, contactId: _id }, () => ({ blocked: isBlocked }));
  if (!edited) throw new HubError('contact.unknown', { contactId: _id.toHexString() });
  const { before, after } = edited;
  // Whoever blocks for a time says so afterwards: what is said last of a contact is what holds.
  await TimedBlock.deleteOne({ _id, workspaceId: actor.workspaceId });

  const told = await tellConversations(hub, actor, _id, isBlocked);
  if (before.blocked !== isBlocked) {
    await recordAudit(hub, actor, {
      action: isBlocked ? 'contact.blocked' : 'contact.unblocked',
      target: { type: 'contact', id: _id },
      before: { blocked: before.blocked },
      after: { blocked: isBlocked },
      origin,
    });
  }
  if (told || before.blocked !== isBlocked) await announceContact(hub, actor, 'contact.changed', _id);
  return after;
}

/** The conversations' own copies; true when one of them was not right yet. */
async function tellConversations(hub: ChangeTools, actor: Actor, contactId: ObjectId, isBlocked: boolean): Promise<boolean> {
  const ofContact = { workspaceId: actor.workspaceId, contactId };
  const isOther = isBlocked ? { 'contact.blocked': { $ne: true } } : { 'contact.blocked': true };
  const live = await Conversation.find({ ...ofContact, ...isOther, live: true })
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  for (const { _id } of live) {
    await changeConversation(hub, actor, {
      conversationId: _id,
      where: isOther,
      set: { 'contact.blocked': isBlocked },
      fact: { type: 'conversation.changed', data: {} },
      event: { type: isBlocked ? 'blocked' : 'unblocked', data: {} },
    });
  }
  // Ended conversations, and those the actor does not see, have no line of their own.
  const { modifiedCount } = await Conversation.updateMany(
    { ...ofContact, ...isOther },
    { $set: { 'contact.blocked': isBlocked, changedAt: hub.now() }, $inc: { rev: 1 } },
  );
  return live.length + modifiedCount > 0;
}
