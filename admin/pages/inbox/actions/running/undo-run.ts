import type { BulkAction, ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import type { ApiError } from '../../../../../hub/api/client.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { headOf, keepHeads } from '../../../../data/conversations/heads.ts';
import { t } from '../../../../words/words.ts';
import { wordsOfRefusal } from './refusal-words.ts';
import { send } from './send.ts';
import { stepsBack, type Changed } from './steps-back.ts';

/** Has conversations as they were before, except what somebody changed since: that is told. */
export async function undoRun(
  type: BulkAction['type'],
  before: ReadonlyMap<string, ConversationView>,
  done: readonly ConversationView[],
): Promise<void> {
  const changed = done.flatMap((after): Changed[] => {
    const was = before.get(after.id);
    const now = headOf(after.id).peek();
    return was && now ? [{ before: was, after, now }] : [];
  });
  const { steps, left } = stepsBack(type, changed, Date.now());
  const refused: { id: string; error: ApiError }[] = [];
  for (const { ids, action, expectedAssigneeId } of steps) {
    const outcome = await send(ids, action, expectedAssigneeId === undefined ? {} : { expectedAssigneeId });
    keepHeads(outcome.done);
    refused.push(...outcome.refused);
    if (outcome.unreached.length > 0) {
      showError(outcome.cut, () => void undoRun(type, before, done));
      return;
    }
  }
  const names = [...new Set([...left, ...refused.map(({ id }) => id)])].map((id) => headOf(id).peek()?.contact.name ?? '');
  const why = refused[0] ? wordsOfRefusal(refused[0].error) : t('panel:changedSince');
  if (names.length > 0) showToast({ text: `${t('panel:undoLeft', { names: names.join(', ') })} ${why}`, stayMs: 10_000 });
}
