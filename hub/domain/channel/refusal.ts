import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { announceHealth } from './health.ts';
import { Channel, type ChannelRecord } from './model.ts';

/** How long refused credentials are left alone before they are checked again: somebody may have put them right at the provider. */
export const refusedRetryMs = 5 * 60_000;

/** The channel, as long as it has the credentials that this connection was made with. */
function unchanged({ id, workspaceId, sealedSettings }: ConnectedChannel) {
  return { _id: id, workspaceId, sealedSettings, removedAt: { $exists: false } };
}

/** True when other credentials were entered since this connection was made, or the channel is gone: what the provider says of the old ones is no news. */
export async function isOutdated(channel: ConnectedChannel): Promise<boolean> {
  return (await Channel.exists(unchanged(channel))) === null;
}

/** Notes that the provider no longer takes a channel's credentials: no hub sends anything by it until they were found well, or new ones were entered. */
export async function refuseCredentials(hub: Pick<Hub, 'facts' | 'now'>, channel: ConnectedChannel, reason: string): Promise<void> {
  const at = hub.now();
  channel.isRefused = true;
  const before = await Channel.findOneAndUpdate(
    // Of many sends that are refused at once one notes it.
    { ...unchanged(channel), refusedAt: { $exists: false } },
    [
      {
        $set: {
          refusedAt: at,
          health: { $literal: { state: 'failed', reason, at } },
          unwellSince: { $ifNull: ['$unwellSince', at] },
          retryAt: new Date(at.getTime() + refusedRetryMs),
        },
      },
    ],
    { returnDocument: 'before', updatePipeline: true },
  ).lean<ChannelRecord>();
  if (before && before.health.state !== 'failed') await announceHealth(hub, { ...before, health: { state: 'failed', reason, at } });
}

/** True while the provider refuses the channel's credentials, whichever process found out; asks the database only where this one believes so. */
export async function isRefused(channel: ConnectedChannel): Promise<boolean> {
  if (!channel.isRefused) return false;
  channel.isRefused = (await Channel.exists({ _id: channel.id, refusedAt: { $exists: true } })) !== null;
  return channel.isRefused;
}
