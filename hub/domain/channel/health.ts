import type { ChannelHealth } from '../../../bots/contract/channel.ts';
import { systemActor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { Channel, type ChannelRecord } from './model.ts';

/** Records how a channel is doing as the way in or out found it, and tells when the state changed. */
export async function recordHealth(hub: Pick<Hub, 'facts' | 'now'>, channelId: ObjectId, health: ChannelHealth): Promise<void> {
  const before = await Channel.findOneAndUpdate(
    { _id: channelId, 'health.state': { $ne: health.state } },
    { $set: { health: { ...health, at: hub.now() } } },
    { returnDocument: 'after' },
  ).lean<ChannelRecord>();
  if (before) await announceHealth(hub, before);
}

/** Tells that a channel broke or is well again. */
export async function announceHealth(hub: Pick<Hub, 'facts' | 'now'>, channel: ChannelRecord): Promise<void> {
  const { state, reason } = channel.health;
  const actor = systemActor(channel.workspaceId);
  await hub.facts.announce({
    id: new ObjectId().toHexString(),
    type: 'channel.changed',
    workspaceId: channel.workspaceId.toHexString(),
    at: hub.now(),
    actor: { type: actor.type, id: null, name: actor.name },
    data: { channelId: channel._id.toHexString(), health: { state, ...(reason && { reason }) } },
  });
}

const noteEveryMs = 10_000;
const noted = new Map<string, number>();

/** Notes that something came in or went out, at most every ten seconds a channel, so that health costs the hot path nothing. */
export async function noteTraffic(hub: Pick<Hub, 'now'>, channelId: ObjectId, direction: 'in' | 'out'): Promise<void> {
  const key = `${channelId.toHexString()}:${direction}`;
  const at = hub.now();
  if (at.getTime() - (noted.get(key) ?? 0) < noteEveryMs) return;
  noted.set(key, at.getTime());
  await Channel.updateOne({ _id: channelId }, { $set: direction === 'in' ? { lastInboundAt: at } : { lastOutboundAt: at } });
}
