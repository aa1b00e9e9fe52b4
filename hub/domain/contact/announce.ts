import { actorId, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';

/** Tells that a contact changed or was erased. A listener that fails is logged by the bus. */
export async function announceContact(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  type: 'contact.changed' | 'contact.erased',
  contactId: ObjectId,
): Promise<void> {
  await hub.facts.announce({
    id: new ObjectId().toHexString(),
    type,
    workspaceId: actor.workspaceId.toHexString(),
    at: hub.now(),
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
    data: { contactId: contactId.toHexString() },
  });
}
