import { z } from 'zod';
import { errorStatus } from '../../hub/api/errors.ts';
import { messageView } from '../../hub/api/customers/messages.ts';
import { readRefusedFile } from '../../hub/api/refused-file.ts';
import { formatNames } from '../contract/abilities.ts';
import type { Translate } from './console.ts';
import type { DeskRefusal, StaleDetails, TakenDetails } from './desk-views.ts';

const takenDetails = z.object({ assigneeId: z.string(), assigneeName: z.string(), since: z.string() });
const staleDetails = z.object({ messages: z.array(messageView) });

/** True for the hub's own no, which is shown to the agent; anything else is a fault. */
export function isRefusal(error: unknown): error is DeskRefusal {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(errorStatus, error.code) &&
    !isFault(error.code)
  );
}

/** Who has the conversation, when that is why the hub refused. */
export function findTaken(error: unknown): TakenDetails | null {
  if (!isRefusal(error) || error.code !== 'conversation.taken') return null;
  return takenDetails.safeParse(error.details).data ?? null;
}

/** What colleagues sent meanwhile, when that is why the hub refused. */
export function findStale(error: unknown): StaleDetails | null {
  if (!isRefusal(error) || error.code !== 'reply.stale') return null;
  return staleDetails.safeParse(error.details).data ?? { messages: [] };
}

/** The hub's refusal in plain words of the agent's language. */
export function explainRefusal(t: Translate, error: DeskRefusal, now: Date): string {
  const taken = findTaken(error);
  if (taken) return t('refused.taken', { name: taken.assigneeName, ago: describeAgo(t, now.getTime() - Date.parse(taken.since)) });
  const file = readRefusedFile(error);
  if (file) {
    const { ability, name, formats, limit } = file;
    return t(`refused.file-${ability}`, { name, formats: formatNames(formats).join(', '), megabytes: Math.floor(limit / 1024 / 1024) });
  }
  const key = `refused.${error.code.replaceAll('.', '-')}`;
  const words = t(key);
  return words === key ? t('refused.other', { code: error.code }) : words;
}

/** "3 s ago", "5 min ago", "2 h ago". */
export function describeAgo(t: Translate, ms: number): string {
  return t('time.ago', { time: describeDuration(t, ms) });
}

/** A length of time in its largest unit. */
export function describeDuration(t: Translate, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return t('time.seconds', { count: seconds });
  if (seconds < 3600) return t('time.minutes', { count: Math.round(seconds / 60) });
  if (seconds < 86_400) return t('time.hours', { count: Math.round(seconds / 3600) });
  return t('time.days', { count: Math.round(seconds / 86_400) });
}

function isFault(code: string): boolean {
  return code === 'hub.failed' || code === 'database.away' || code === 'hub.busy';
}
