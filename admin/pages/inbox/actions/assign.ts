import type { ConversationView } from '../../../../hub/api/customers/conversations.ts';
import { headOf } from '../../../data/conversations/heads.ts';
import { may, session, signedIn } from '../../../data/session.ts';
import { agentById, departmentById } from '../../../data/team.ts';
import { t } from '../../../words/words.ts';
import { run } from './running/run.ts';

/** Whom conversations are given to: an agent, nobody (null), a department's queue; a department of undefined stays as it is. */
export interface Target {
  agentId?: string | null;
  departmentId?: string | null;
  note?: string;
}

/** Whether somebody else may get a conversation by this agent: what a colleague has is moved by who may take over. */
export function mayMove({ assigneeId }: ConversationView): boolean {
  const isFree = assigneeId === null || assigneeId === session.value?.agent.id;
  return may('conversation.assign') && (isFree || may('conversation.take-over'));
}

/** Takes conversations that nobody has; who is taken by a colleague at the same moment is told of, and may be taken over by who may. */
export function takeConversations(ids: readonly string[], { takeOver = false }: { takeOver?: boolean } = {}): void {
  const me = signedIn().agent.id;
  run({
    ids,
    action: { type: 'take' },
    look: (head) => (head.assigneeId === me ? null : { assigneeId: me }),
    words: (heads) => t('panel:took', { count: heads.length, name: heads[0]?.contact.name ?? '' }),
    ...(takeOver && { details: { takeOver } }),
    onRefused: ({ refused }) => {
      const lost = refused.filter(({ error }) => error.code === 'conversation.taken').map(({ id }) => id);
      if (lost.length === 0 || takeOver || !may('conversation.take-over')) return [];
      return [{ label: t('panel:takeOver'), run: () => takeConversations(lost, { takeOver: true }) }];
    },
  });
}

/** Gives conversations to an agent, a department's queue or nobody. Of one alone somebody who was faster is a refusal. */
export function assignConversations(ids: readonly string[], { agentId = null, departmentId, note }: Target): void {
  const [only, more] = ids;
  const expected = only !== undefined && more === undefined ? headOf(only).peek()?.assigneeId : undefined;
  run({
    ids,
    action: { type: 'assign', agentId, ...(departmentId !== undefined && { departmentId }) },
    look: (head) => {
      const isSame = head.assigneeId === agentId && (departmentId === undefined || head.departmentId === departmentId);
      if (isSame && note === undefined) return null;
      return { assigneeId: agentId, ...(departmentId !== undefined && { departmentId }) };
    },
    words: (heads) => wordsOfTarget(heads, { agentId, departmentId }),
    details: { ...(expected !== undefined && { expectedAssigneeId: expected }), ...(note !== undefined && { note }) },
  });
}

function wordsOfTarget(
  heads: readonly ConversationView[],
  { agentId, departmentId }: { agentId: string | null; departmentId: string | null | undefined },
): string {
  const values = { count: heads.length, name: heads[0]?.contact.name ?? '' };
  if (agentId) {
    if (agentId === session.peek()?.agent.id) return t('panel:took', values);
    return t('panel:assigned', { ...values, to: agentById(agentId)?.displayName ?? '' });
  }
  if (departmentId) return t('panel:assigned', { ...values, to: departmentById(departmentId)?.name ?? '' });
  return t('panel:unassigned', values);
}
