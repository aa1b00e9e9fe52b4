import type { Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Channel, type ChannelRecord } from './model.ts';

/** Lets go of a department that is removed: what opens on its channels is nobody's from then on. Safe to run twice. */
export async function leaveDepartment(hub: Pick<Hub, 'channels' | 'wake'>, actor: Actor, departmentId: ObjectId): Promise<void> {
  const found = await Channel.find({ workspaceId: actor.workspaceId, departmentId })
    .select({ _id: 1 })
    .lean<Pick<ChannelRecord, '_id'>[]>();
  for (const { _id } of found) {
    await Channel.updateOne({ _id, departmentId }, { $set: { departmentId: null } });
    await hub.channels.drop(_id.toHexString());
    hub.wake.ring('channel', { channelId: _id.toHexString() });
  }
}
