import type { Hub } from '../core/parts/hub.ts';
import { describeWidget } from '../domain/widget/showing/config.ts';
import type { ReadFrame } from './widget.ts';

/** Reads what a widget's frame is made from: the same as `GET /api/widget/v1/config/:widgetKey` answers, and who may embed it. */
export function readFrame(hub: Pick<Hub, 'widgets'> & Parameters<typeof describeWidget>[0]): ReadFrame {
  return async (widgetKey, language) => {
    const widget = await hub.widgets.byKey(widgetKey);
    return widget && { config: await describeWidget(hub, widget, language), allowedDomains: widget.settings.allowedDomains };
  };
}
