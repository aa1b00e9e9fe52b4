import type { AgentView } from '../../../../../hub/api/team/agents.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Makes a link for a colleague's new password and shows it, once. */
export async function showResetLink(agent: AgentView): Promise<void> {
  const { HubResetLinkDialog } = await import('./reset-link-dialog.ts');
  await showDialog(new HubResetLinkDialog(), { agent });
}
