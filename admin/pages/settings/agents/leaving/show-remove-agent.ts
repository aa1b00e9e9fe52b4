import type { AgentView } from '../../../../../hub/api/team/agents.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Closes an agent's seat, after what becomes of its conversations was chosen. */
export async function showRemoveAgent(agent: AgentView): Promise<void> {
  const { HubRemoveAgentDialog } = await import('./remove-agent-dialog.ts');
  await showDialog(new HubRemoveAgentDialog(), { agent });
}
