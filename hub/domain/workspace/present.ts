import type { WorkspaceView } from '../../api/team/workspaces.ts';
import type { WorkspaceRecord } from './model.ts';
import { settingsOf } from './settings.ts';

/** A workspace as it crosses the wire. */
export function presentWorkspace(workspace: WorkspaceRecord): WorkspaceView {
  return {
    id: workspace._id.toHexString(),
    name: workspace.name,
    timeZone: workspace.timeZone,
    language: workspace.language,
    widgetKey: workspace.widgetKey,
    settings: settingsOf(workspace),
    createdAt: workspace.createdAt.toISOString(),
  };
}
