import type { QueryFilter } from 'mongoose';
import type { FactOf } from '../api/facts.ts';
import type { Hub } from '../core/parts/hub.ts';
import { toObjectId } from '../core/ids.ts';
import { announceHealth } from '../domain/channel/health.ts';
import { Channel, type ChannelRecord } from '../domain/channel/model.ts';
import { raiseAlert, settleAlert } from '../domain/console/alerts.ts';
import { resumeSending } from '../outbound/wait-for-account.ts';

/** A provider that is away for a moment is no news. */
const patienceMs = 120_000;
const atOnce = 50;
const outOfOrder = ['failed', 'connecting'];

/** Takes the team's alert off as soon as a channel is well again, and lets out what waited for it. Returns the listener's removal. */
export function listenForChannelHealth(hub: Pick<Hub, 'facts' | 'now'>): () => void {
  return hub.facts.on('channel.changed', 'channel-health', async ({ workspaceId, data }: FactOf<'channel.changed'>) => {
    if (outOfOrder.includes(data.health.state)) return;
    const channelId = toObjectId(data.channelId);
    await resumeSending(hub, { workspaceId: toObjectId(workspaceId), channelId });
    await settle(hub, { _id: channelId, alertedAt: { $exists: true } });
  });
}

/** Tells the team, once, of each channel that has been out of order for two minutes, and takes back what is over; for a sweep. */
export async function alertOfChannels(hub: Pick<Hub, 'facts' | 'now'>): Promise<void> {
  const since = new Date(hub.now().getTime() - patienceMs);
  const broken = await Channel.find({
    unwellSince: { $lte: since },
    alertedAt: { $exists: false },
    isPaused: false,
    removedAt: { $exists: false },
  })
    .limit(atOnce)
    .lean<ChannelRecord[]>();
  for (const channel of broken) await raise(hub, channel);
  await settle(hub, {
    alertedAt: { $exists: true },
    $or: [{ unwellSince: { $exists: false } }, { isPaused: true }, { removedAt: { $exists: true } }],
  });
}

async function raise(hub: Pick<Hub, 'facts' | 'now'>, channel: ChannelRecord): Promise<void> {
  const { _id, workspaceId, name, health } = channel;
  const detail = health.reason === undefined ? name : `${name}: ${health.reason}`;
  await raiseAlert(hub, workspaceId, { kind: 'channel-broken', subject: _id.toHexString(), detail: detail.slice(0, 300) });
  const { modifiedCount } = await Channel.updateOne({ _id, alertedAt: { $exists: false } }, { $set: { alertedAt: hub.now() } });
  // Who may sign it in was asked to already.
  if (modifiedCount > 0 && !health.signIn) await announceHealth(hub, channel, 'broken');
}

async function settle(hub: Pick<Hub, 'facts' | 'now'>, filter: QueryFilter<ChannelRecord>): Promise<void> {
  const well = await Channel.find(filter).limit(atOnce).lean<ChannelRecord[]>();
  for (const channel of well) {
    const { _id, workspaceId, removedAt, isPaused } = channel;
    await settleAlert(hub, workspaceId, 'channel-broken', _id.toHexString());
    const { modifiedCount } = await Channel.updateOne({ _id, alertedAt: { $exists: true } }, { $unset: { alertedAt: 1 } });
    if (modifiedCount > 0 && !removedAt && !isPaused) await announceHealth(hub, channel, 'well');
  }
}
