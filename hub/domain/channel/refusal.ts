import type { ChannelError } from '../../../bots/contract/error.ts';
import type { ToldReason } from '../../../bots/contract/reason.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { announceHealth } from './health.ts';
import { Channel, type ChannelRecord } from './model.ts';

/** How long refused credentials are left alone before they are checked again: somebody may have put them right at the provider. */
export const refusedRetryMs = 5 * 60_000;

/** What a refusal tells who asked for something: the contract's reason, the provider's words or ours, the setting it is about, and the code of what is wrong. */
export function refusalDetails({ reason, detail, setting, why: { reasonCode, reasonValues } }: ChannelError): Record<string, unknown> {
  return { reason, ...(detail && { detail }), ...(setting && { setting }), reasonCode, reasonValues };
}

/** The channel, as long as it has the credentials that this connection was made with. */
function unchanged({ id, workspaceId, sealedSettings }: ConnectedChannel) {
  return { _id: id, workspaceId, sealedSettings, removedAt: { $exists: false } };
}

/** True when other credentials were entered since this connection was made, or the channel is gone: what the provider says of the old ones is no news. */
export async function isOutdated(channel: ConnectedChannel): Promise<boolean> {
  return (await Channel.exists(unchanged(channel))) === null;
}

/** Notes that the provider no longer takes a channel's credentials: no hub sends anything by it until they were found well, or new ones were entered. */
export async function refuseCredentials(hub: Pick<Hub, 'facts' | 'now'>, channel: ConnectedChannel, why: ToldReason): Promise<void> {
  const at = hub.now();
  const health = { state: 'failed', ...why, at } as const;
  channel.isRefused = true;
  const before = await Channel.findOneAndUpdate(
    // Of many sends that are refused at once one notes it.
    { ...unchanged(channel), refusedAt: { $exists: false } },
    [
      {
        $set: {
          refusedAt: at,
          health: { $literal: health },
          unwellSince: { $ifNull: ['$unwellSince', at] },
          retryAt: new Date(at.getTime() + refusedRetryMs),
        },
      },
    ],
    { returnDocument: 'before', updatePipeline: true },
  ).lean<ChannelRecord>();
  if (before && before.health.state !== 'failed') await announceHealth(hub, { ...before, health });
}

/** True while the provider refuses the channel's credentials, whichever process found out; asks the database only where this one believes so. */
export async function isRefused(channel: ConnectedChannel): Promise<boolean> {
  if (!channel.isRefused) return false;
  channel.isRefused = (await Channel.exists({ _id: channel.id, refusedAt: { $exists: true } })) !== null;
  return channel.isRefused;
}
