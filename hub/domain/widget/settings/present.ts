import type { WidgetView } from '../../../api/widget/settings.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { WidgetRecord } from '../model.ts';
import { helpBoxUrl } from '../showing/config.ts';
import { settingsOf } from './defaults.ts';

/** A widget as its workspace sees it; its secrets stay sealed. */
export function presentWidget(hub: Pick<Hub, 'baseUrl' | 'now'>, widget: WidgetRecord, widgetKey: string): WidgetView {
  const { previousSecretUntil } = widget;
  return {
    channelId: widget._id.toHexString(),
    widgetKey,
    settings: settingsOf(widget),
    seenOn: widget.seenOn.map(({ host, firstAt, lastAt }) => ({
      host,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    })),
    helpBoxUrl: helpBoxUrl(hub, widgetKey),
    scriptUrl: `${hub.baseUrl()}/widget.js`,
    identity: {
      madeAt: widget.identitySecretMadeAt.toISOString(),
      previousUntil: previousSecretUntil && previousSecretUntil > hub.now() ? previousSecretUntil.toISOString() : null,
    },
  };
}
