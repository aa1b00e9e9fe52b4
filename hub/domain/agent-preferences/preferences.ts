import type { Preferences, PreferencesChange } from '../../api/team/preferences.ts';
import type { Actor } from '../../core/actor.ts';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { getOwnAgent } from '../agent/get-agent.ts';
import { fillPreferences } from './fill.ts';
import { AgentPreferences, type AgentPreferencesRecord } from './model.ts';

/** The actor's own preferences. Throws agent.unknown for a caller without a seat. */
export async function getOwnPreferences(actor: Actor): Promise<Preferences> {
  const { _id, workspaceId } = await getOwnAgent(actor);
  const stored = await AgentPreferences.findOne({ _id, workspaceId }).lean<AgentPreferencesRecord | null>();
  return fillPreferences(stored?.chosen);
}

/** Changes some of the actor's own preferences, so that two tabs that change different ones both win. Throws agent.unknown for a caller without a seat. */
export async function updateOwnPreferences(actor: Actor, change: PreferencesChange): Promise<Preferences> {
  const { _id, workspaceId } = await getOwnAgent(actor);
  const apply = () =>
    AgentPreferences.findOneAndUpdate(
      { _id, workspaceId },
      { $set: pathsOf(change) },
      { returnDocument: 'after' },
    ).lean<AgentPreferencesRecord | null>();
  let changed = await apply();
  if (!changed) {
    await insertOnce(AgentPreferences, { _id, workspaceId, chosen: {} });
    changed = await apply();
  }
  return fillPreferences(changed?.chosen);
}

/** The preferences of several agents of a workspace, by agent id; one database call. */
export async function readPreferences(workspaceId: ObjectId, agentIds: readonly ObjectId[]): Promise<Map<string, Preferences>> {
  const stored = await AgentPreferences.find({ _id: { $in: [...agentIds] }, workspaceId }).lean<AgentPreferencesRecord[]>();
  const chosen = new Map(stored.map((each) => [each._id.toHexString(), each.chosen]));
  return new Map(agentIds.map((agentId) => [agentId.toHexString(), fillPreferences(chosen.get(agentId.toHexString()))]));
}

/** Each given value with its path in the document: `notifications` one kind deeper than `quietHours`. */
function pathsOf({ notifications = {}, quietHours = {}, ...rest }: PreferencesChange): Record<string, unknown> {
  const paths: [string, unknown][] = [
    ...Object.entries(rest).map(([name, value]): [string, unknown] => [`chosen.${name}`, value]),
    ...Object.entries(quietHours).map(([name, value]): [string, unknown] => [`chosen.quietHours.${name}`, value]),
    ...Object.entries(notifications).flatMap(([kind, flags]) =>
      Object.entries(flags ?? {}).map(([name, value]): [string, unknown] => [`chosen.notifications.${kind}.${name}`, value]),
    ),
  ];
  return Object.fromEntries(paths.filter(([, value]) => value !== undefined));
}
