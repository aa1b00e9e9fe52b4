import * as api from '../../api/team/preferences.ts';
import { route, type Route } from '../../core/route.ts';
import { getOwnPreferences, updateOwnPreferences } from './preferences.ts';

/** Routes of an agent's own preferences. */
export function agentPreferencesRoutes(): Route[] {
  return [
    route(api.getPreferences, ({ actor }) => getOwnPreferences(actor)),
    route(api.updatePreferences, ({ actor, body }) => updateOwnPreferences(actor, body)),
  ];
}
