import { actorId, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';

function factBase(hub: Pick<Hub, 'now'>, actor: Actor) {
  return {
    id: new ObjectId().toHexString(),
    workspaceId: actor.workspaceId.toHexString(),
    at: hub.now(),
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
  };
}

/** Tells that a contact was created or changed. A listener that fails is logged by the bus. */
export async function announceContact(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  type: 'contact.created' | 'contact.changed',
  contactId: ObjectId,
): Promise<void> {
  await hub.facts.announce({ ...factBase(hub, actor), type, data: { contactId: contactId.toHexString() } });
}

/** Tells that a contact was erased, and which conversations went with it. */
export async function announceErasure(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  { contactId, conversationIds }: { contactId: ObjectId; conversationIds: readonly ObjectId[] },
): Promise<void> {
  const data = { contactId: contactId.toHexString(), conversationIds: conversationIds.map((id) => id.toHexString()) };
  await hub.facts.announce({ ...factBase(hub, actor), type: 'contact.erased', data });
}

/** Tells that a contact was merged into another. */
export async function announceMerge(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  merge: { contactId: ObjectId; fromId: ObjectId; mergeId: ObjectId },
): Promise<void> {
  const data = {
    contactId: merge.contactId.toHexString(),
    fromId: merge.fromId.toHexString(),
    mergeId: merge.mergeId.toHexString(),
  };
  await hub.facts.announce({ ...factBase(hub, actor), type: 'contact.merged', data });
}
