import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Invites a colleague and shows the link, once. */
export async function showInvite(): Promise<void> {
  const { HubInviteDialog } = await import('./invite-dialog.ts');
  await showDialog(new HubInviteDialog());
}
