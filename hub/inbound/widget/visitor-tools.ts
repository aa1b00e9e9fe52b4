import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { KnownWidget } from '../../core/widget/known-widgets.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import type { InboundTools } from '../receive-message.ts';

/** What serves visitors. */
export type VisitorTools = InboundTools & Pick<Hub, 'widgets' | 'endedVisits' | 'presence'>;

/** The widget of a visitor; throws widget.unknown. */
export async function widgetOf(hub: Pick<Hub, 'widgets'>, { channelId }: Pick<VisitorCaller, 'channelId'>): Promise<KnownWidget> {
  const widget = await hub.widgets.ofChannel(channelId.toHexString());
  if (!widget) throw new HubError('widget.unknown');
  return widget;
}

/** The channel of a widget as the way in takes it; throws widget.unknown. */
export async function channelOf(hub: Pick<Hub, 'channels'>, { channelId }: Pick<VisitorCaller, 'channelId'>): Promise<ConnectedChannel> {
  const channel = await hub.channels.find(channelId.toHexString());
  if (!channel) throw new HubError('widget.unknown');
  return channel;
}
