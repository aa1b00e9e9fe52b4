import { actorId, authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { ObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { getContact } from '../../contact/get-contact.ts';
import type { ContactRecord } from '../../contact/model.ts';
import { Merge, type MergeRecord } from './model.ts';
import { claimMs } from './move.ts';
import { runMerge, type MergeTools } from './run-merge.ts';

/** How long a merge can be undone. */
const undoableMs = 30 * 24 * 3_600_000;

/**
 * Merges `fromId` into `contactId`. What a crash interrupts is finished by a sweep. Throws contact.unknown, contact.not-mergeable for a
 * contact with itself, contact.busy while one of both is being merged already.
 */
export async function mergeContacts(
  hub: MergeTools,
  actor: Actor,
  { contactId, fromId }: { contactId: string; fromId: string },
  origin?: AuditOrigin,
): Promise<{ contact: ContactRecord; mergeId: ObjectId }> {
  authorize(actor, 'contact.edit');
  const { contact, from } = await getBoth(actor, contactId, fromId);
  const at = hub.now();
  const merge: MergeRecord = {
    _id: new ObjectId(),
    workspaceId: actor.workspaceId,
    contactId: contact._id,
    fromId: from._id,
    state: 'moving',
    isApplied: false,
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
    moved: { identities: [], slots: [], conversations: [] },
    conflicts: [],
    createdAt: at,
    undoUntil: new Date(at.getTime() + undoableMs),
    dueAt: new Date(at.getTime() + claimMs),
    isSettled: false,
  };
  await Merge.create(merge);
  hub.step('merge.begun');
  if (!(await runMerge(hub, seeingAll(actor), merge))) {
    await Merge.deleteOne({ _id: merge._id });
    throw new HubError('contact.busy', { contactId });
  }
  await recordAudit(hub, actor, {
    action: 'contact.merged',
    target: { type: 'contact', id: contact._id },
    after: { fromId, mergeId: merge._id.toHexString() },
    origin,
  });
  return { contact: await getContact(actor, contact._id), mergeId: merge._id };
}

/** Two contacts of the actor's workspace that can be merged. Throws contact.unknown, contact.not-mergeable. */
export async function getBoth(actor: Actor, contactId: string, fromId: string): Promise<{ contact: ContactRecord; from: ContactRecord }> {
  if (contactId === fromId) throw new HubError('contact.not-mergeable', { reason: 'same-contact' });
  const [contact, from] = await Promise.all([getContact(actor, contactId), getContact(actor, fromId)]);
  return { contact, from };
}

/** All conversations of a contact move, also those that whoever merges does not see. */
export function seeingAll(actor: Actor): Actor {
  return actor.type === 'agent' ? { ...actor, scope: 'all' } : actor;
}
