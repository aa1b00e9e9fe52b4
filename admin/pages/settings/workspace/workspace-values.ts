import type { z } from 'zod';
import type { updateWorkspace, WorkspaceSettings, WorkspaceView } from '../../../../hub/api/team/workspaces.ts';

/** What the workspace's form holds, in one row: each is one change of the save bar. */
export type WorkspaceValues = Pick<WorkspaceView, 'name' | 'timeZone' | 'language'> & WorkspaceSettings;

/** The form's values of a workspace. */
export function valuesOf({ name, timeZone, language, settings }: WorkspaceView): WorkspaceValues {
  return { name, timeZone, language, ...settings };
}

/** The body of the request that makes these changes. */
export function bodyOf(changes: Partial<WorkspaceValues>): z.input<NonNullable<(typeof updateWorkspace)['body']>> {
  const { name, timeZone, language, ...settings } = changes;
  return {
    ...(name !== undefined && { name }),
    ...(timeZone !== undefined && { timeZone }),
    ...(language !== undefined && { language }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
}
