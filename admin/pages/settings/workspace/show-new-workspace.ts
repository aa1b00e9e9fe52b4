import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Makes another workspace, and goes there. */
export async function showNewWorkspace(): Promise<void> {
  const { HubNewWorkspaceDialog } = await import('./new-workspace-dialog.ts');
  await showDialog(new HubNewWorkspaceDialog());
}
