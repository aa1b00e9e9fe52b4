import type { ChannelView } from '../../api/customers/channels.ts';
import { can, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { shownHealth } from './health.ts';
import { automaticOf, type ChannelRecord } from './model.ts';
import { shownTraffic } from './traffic.ts';

/** A channel as the outside sees it: its settings never leave the hub again, and what signs its account in is shown to who may do that. */
export function presentChannel(
  hub: Pick<Hub, 'baseUrl' | 'now'>,
  actor: Actor,
  channel: ChannelRecord,
  waitingConversations?: number,
): ChannelView {
  const { account } = channel;
  return {
    id: channel._id.toHexString(),
    provider: channel.provider,
    name: channel.name,
    webhookUrl: webhookUrlOf(hub, channel._id.toHexString()),
    account: account && {
      externalId: account.externalId,
      name: account.name,
      ...(account.username && { username: account.username }),
      ...(account.url && { url: account.url }),
    },
    health: shownHealth(channel, { showsSignIn: can(actor, 'channel.manage') }),
    ...automaticOf(channel),
    newAfterClosedHours: channel.newAfterClosedHours,
    departmentId: channel.departmentId?.toHexString() ?? null,
    ...shownTraffic(channel, hub.now()),
    lastInboundAt: channel.lastInboundAt?.toISOString() ?? null,
    lastOutboundAt: channel.lastOutboundAt?.toISOString() ?? null,
    ...(waitingConversations !== undefined && { waitingConversations }),
    createdAt: channel.createdAt.toISOString(),
  };
}

/** Where the provider pushes to. */
export function webhookUrlOf(hub: Pick<Hub, 'baseUrl'>, channelId: string): string {
  return `${hub.baseUrl()}/webhooks/${channelId}`;
}
