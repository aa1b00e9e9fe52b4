import * as api from '../../../api/widget/settings.ts';
import { route, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import { rotateIdentitySecret, showIdentitySecret } from './identity-secret.ts';
import { presentWidget } from './present.ts';
import { getWidgetRecord, updateWidget, type SettingsTools } from './update-widget.ts';

/** Routes of the workspace's widget; visitors have their own. */
export function widgetRoutes(hub: SettingsTools): Route[] {
  return [
    route(api.getWidget, async ({ actor }) => {
      const { widget, widgetKey } = await getWidgetRecord(hub, actor);
      return presentWidget(hub, widget, widgetKey);
    }),
    route(api.updateWidget, ({ actor, body, request }) => updateWidget(hub, actor, body, auditOrigin(request))),
    route(api.showIdentitySecret, ({ actor, request }) => showIdentitySecret(hub, actor, auditOrigin(request))),
    route(api.rotateIdentitySecret, ({ actor, body, request }) => rotateIdentitySecret(hub, actor, body.keepHours, auditOrigin(request))),
  ];
}
