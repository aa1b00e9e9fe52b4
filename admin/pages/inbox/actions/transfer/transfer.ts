import { session } from '../../../../data/session.ts';
import { assignConversations } from '../assign.ts';
import { showTransfer } from './show-transfer.ts';

/** Gives conversations to a department's queue; a note is asked for where the workspace wants one, or without a department both are. */
export async function transferConversations(ids: readonly string[], departmentId?: string): Promise<void> {
  const isAsked = session.peek()?.workspace.settings.noteOnTransfer ?? false;
  if (departmentId !== undefined && !isAsked) {
    assignConversations(ids, { agentId: null, departmentId });
    return;
  }
  const chosen = await showTransfer({ departmentId: departmentId ?? '', count: ids.length, needsNote: isAsked });
  if (!chosen) return;
  const { note } = chosen;
  assignConversations(ids, { agentId: null, departmentId: chosen.departmentId, ...(note !== '' && { note }) });
}
