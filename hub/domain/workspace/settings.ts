import { manualHanding } from '../../api/team/departments.ts';
import type { WorkspaceSettings } from '../../api/team/workspaces.ts';
import type { WorkspaceRecord } from './model.ts';

/** A workspace's settings, with what holds until somebody chooses otherwise. */
export function settingsOf({ settings }: Pick<WorkspaceRecord, 'settings'>): WorkspaceSettings {
  return {
    inviteDays: settings.inviteDays,
    handing: { ...manualHanding, ...settings.handing },
    giveBackAfterMinutes: settings.giveBackAfterMinutes ?? null,
    autoAssignOnReply: settings.autoAssignOnReply ?? false,
    noteOnTransfer: settings.noteOnTransfer ?? false,
  };
}
