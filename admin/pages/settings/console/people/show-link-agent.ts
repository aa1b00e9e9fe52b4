import { createConsoleLink } from '../../../../../hub/api/team/consoles.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import { api } from '../../../../data/api.ts';

/** Somebody whose Telegram account is to be linked. */
export interface Invited {
  agentId: string;
  name: string;
  /** The signed-in agent. */
  isOwn: boolean;
}

/** Makes the one-time link that joins a Telegram account to a seat, and waits for it to be used. */
export async function showLinkAgent(invited: Invited): Promise<void> {
  const { agentId, isOwn } = invited;
  try {
    const [link, { HubLinkAgentDialog }] = await Promise.all([
      api.call(createConsoleLink, { body: isOwn ? {} : { agentId } }),
      import('./link-agent-dialog.ts'),
      import('../../../../components/web-awesome.ts'),
    ]);
    await showDialog(new HubLinkAgentDialog(), { link, invited });
  } catch (error) {
    showError(error, () => void showLinkAgent(invited));
  }
}
