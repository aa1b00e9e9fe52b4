import { z } from 'zod';
import type { ApiError } from '../../../../../hub/api/client.ts';
import type { BulkAction } from '../../../../../hub/api/customers/conversations.ts';
import { showToast, type Toast } from '../../../../app/feedback/toasts.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { session } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';

const taken = z.object({ assigneeId: z.string().nullable(), assigneeName: z.string().nullable() });

/** Why one was refused, in words; of a taken one who was faster. */
export function wordsOfRefusal(error: ApiError): string {
  if (error.code !== 'conversation.taken') return wordsOf(error);
  const by = taken.safeParse(error.details);
  if (by.success && by.data.assigneeId !== null && by.data.assigneeId === session.peek()?.agent.id) return t('panel:yoursAlready');
  if (by.success && by.data.assigneeName) return t('panel:takenBy', { name: by.data.assigneeName });
  return wordsOf(error);
}

/** Tells what was refused: calmly where a colleague was faster, and by name where there were several. */
export function tellRefused(
  refused: readonly { id: string; error: ApiError }[],
  { done, actions = [] }: { done: number; actions?: NonNullable<Toast['actions']> },
): void {
  const [first] = refused;
  if (!first) return;
  const isCalm = refused.every(({ error }) => error.code === 'conversation.taken' || error.code === 'conversation.closed');
  const kind = isCalm ? 'info' : 'bad';
  if (refused.length === 1 && done === 0) {
    showToast({ text: wordsOfRefusal(first.error), kind, actions, stayMs: 8000 });
    return;
  }
  const reasons = new Map<string, string[]>();
  for (const { id, error } of refused) {
    const words = wordsOfRefusal(error);
    reasons.set(words, [...(reasons.get(words) ?? []), headOf(id).peek()?.contact.name ?? `…${id.slice(-4)}`]);
  }
  const told = [...reasons].map(([words, names]) => `${listNames(names)}: ${words}`).join(' ');
  showToast({ text: `${t('panel:refused', { count: refused.length })} ${told}`, kind, actions, stayMs: 12_000 });
}

const mostNames = 3;

function listNames(names: readonly string[]): string {
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` ${t('panel:andMore', { count: more })}` : '');
}

/** What is going on, for the progress bar. */
export function wordsOfDoing({ type }: BulkAction): string {
  return t(`panel:doing.${type}`);
}
