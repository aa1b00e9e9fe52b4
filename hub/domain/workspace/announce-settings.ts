import type { SettingsNoun } from '../../api/facts.ts';
import { actorId, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';

/** Tells that something of the workspace's settings is to be read again, all of its noun or one of it. A listener that fails is logged by the bus. */
export async function announceSettings(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, noun: SettingsNoun, id?: ObjectId): Promise<void> {
  await hub.facts.announce({
    id: new ObjectId().toHexString(),
    type: 'settings.changed',
    workspaceId: actor.workspaceId.toHexString(),
    at: hub.now(),
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
    data: { noun, ...(id && { id: id.toHexString() }) },
  });
}
