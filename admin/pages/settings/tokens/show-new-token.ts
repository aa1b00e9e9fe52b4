import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Makes an access token and shows it, once. */
export async function showNewToken(): Promise<void> {
  const { HubNewTokenDialog } = await import('./new-token-dialog.ts');
  await showDialog(new HubNewTokenDialog());
}
