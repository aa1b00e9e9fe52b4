import * as api from '../../api/team/consoles.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { dismissAlert } from './alerts.ts';
import { connectConsole, removeConsole, updateConsole } from './connect.ts';
import { setAgentDuty } from './duty.ts';
import { getConsole } from './get-console.ts';
import { createGroupLink, removeGroup, setGroupReplyOnly } from './linking/bind-group.ts';
import { createAgentLink, unlinkAgent, type OneTimeLink } from './linking.ts';
import { askReplay } from './replay.ts';
import { presentConsole } from './present.ts';

type ConsoleTools = Pick<Hub, 'config' | 'facts' | 'now' | 'secrets' | 'wake'>;

/** Routes of the team's Telegram bot. */
export function consoleRoutes(hub: ConsoleTools): Route[] {
  return [...settingsRoutes(hub), ...peopleRoutes(hub)];
}

function settingsRoutes(hub: ConsoleTools): Route[] {
  return [
    route(api.getConsole, async ({ actor }) => presentConsole(hub, await getConsole(actor))),
    route(api.connectConsole, async ({ actor, body, request }) =>
      presentConsole(hub, await connectConsole(hub, actor, body, auditOrigin(request))),
    ),
    route(api.updateConsole, async ({ actor, body, request }) =>
      presentConsole(hub, await updateConsole(hub, actor, body, auditOrigin(request))),
    ),
    route(api.removeConsole, ({ actor, request }) => removeConsole(hub, actor, auditOrigin(request))),
    route(api.replayConsoleUpdates, ({ actor }) => askReplay(hub, actor)),
    route(api.dismissConsoleAlert, ({ actor, params }) => dismissAlert(hub, actor, params.alertId)),
    route(api.updateConsoleGroup, async ({ actor, params, body, request }) => {
      await setGroupReplyOnly(hub, actor, { ...params, ...body }, auditOrigin(request));
      return presentConsole(hub, await getConsole(actor));
    }),
    route(api.removeConsoleGroup, ({ actor, params, request }) => removeGroup(hub, actor, params.chatId, auditOrigin(request))),
  ];
}

function peopleRoutes(hub: ConsoleTools): Route[] {
  return [
    route(api.createConsoleLink, async ({ actor, body, request }) =>
      presentLink(await createAgentLink(hub, actor, body.agentId === undefined ? null : toObjectId(body.agentId), auditOrigin(request))),
    ),
    route(api.createConsoleGroupLink, async ({ actor }) => presentLink(await createGroupLink(hub, actor))),
    route(api.unlinkConsoleAgent, ({ actor, params, request }) =>
      unlinkAgent(hub, actor, toObjectId(params.agentId), auditOrigin(request)),
    ),
    route(api.setConsoleDuty, async ({ actor, params, body, request }) => {
      await setAgentDuty(hub, actor, toObjectId(params.agentId), body.onDuty, auditOrigin(request));
      return presentConsole(hub, await getConsole(actor));
    }),
  ];
}

function presentLink({ url, code, expiresAt }: OneTimeLink) {
  return { url, code, expiresAt: expiresAt.toISOString() };
}
