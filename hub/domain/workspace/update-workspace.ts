import type { Language } from '../../api/fields.ts';
import type { WorkspaceSettings } from '../../api/team/workspaces.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { announceSettings } from './announce-settings.ts';
import { getWorkspace } from './get-workspace.ts';
import { Workspace, type WorkspaceRecord } from './model.ts';
import { presentWorkspace } from './present.ts';

/** What may be changed; absent fields stay. */
export interface WorkspaceChange {
  name?: string | undefined;
  timeZone?: string | undefined;
  language?: Language | undefined;
  settings?: { [Setting in keyof WorkspaceSettings]?: WorkspaceSettings[Setting] | undefined } | undefined;
}

/** Changes the actor's workspace. */
export async function updateWorkspace(
  hub: Pick<Hub, 'facts' | 'now' | 'wake'>,
  actor: Actor,
  change: WorkspaceChange,
  origin?: AuditOrigin,
): Promise<WorkspaceRecord> {
  const before = await getWorkspace(actor.workspaceId);
  const updated = await Workspace.findOneAndUpdate(
    { _id: actor.workspaceId },
    { $set: fieldsOf(change) },
    { returnDocument: 'after' },
  ).lean<WorkspaceRecord | null>();
  if (!updated) throw new HubError('workspace.unknown');
  await recordAudit(hub, actor, {
    action: 'workspace.updated',
    target: { type: 'workspace', id: actor.workspaceId },
    ...difference(presentWorkspace(before), presentWorkspace(updated)),
    origin,
  });
  await announceSettings(hub, actor, 'workspace');
  if (change.settings?.handing) hub.wake.ring('handing', { workspaceId: actor.workspaceId.toHexString() });
  return updated;
}

function fieldsOf({ settings, ...fields }: WorkspaceChange): Record<string, unknown> {
  const inner = Object.entries(settings ?? {}).map(([key, value]): [string, unknown] => [`settings.${key}`, value]);
  const all: [string, unknown][] = [...Object.entries(fields), ...inner];
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
