import { navigate, place } from '../../../app/routing/route.ts';
import { neighbourInList } from '../../../data/conversations/lists.ts';
import { preferences } from '../../../data/preferences.ts';
import { t } from '../../../words/words.ts';
import { run } from './running/run.ts';
import { untilInWords } from './snooze/until-words.ts';

/** Where closing leads: to the next conversation, or nowhere; `preference`: as the agent chose. */
export type AfterClose = 'next' | 'stay' | 'preference';

/** Closes conversations, with an undo that leads back. */
export function closeConversations(ids: readonly string[], after: AfterClose = 'preference'): void {
  const goOn = (after === 'preference' ? preferences.peek().afterClose : after) === 'next';
  const way = goOn ? wayToNext(ids) : null;
  run({
    ids,
    action: { type: 'close' },
    look: ({ status }) =>
      status === 'closed' ? null : { status: 'closed', unread: 0, waitingSince: null, closedAt: new Date().toISOString() },
    words: (heads) => t('panel:closed', { count: heads.length, name: heads[0]?.contact.name ?? '' }),
    canWait: true,
    ...(way && { onUndo: way.back }),
  });
  way?.go();
}

/** Opens closed or snoozed conversations again. */
export function reopenConversations(ids: readonly string[]): void {
  run({
    ids,
    action: { type: 'reopen' },
    look: ({ status }) => (status === 'open' ? null : { status: 'open', snoozedUntil: undefined, closedAt: undefined }),
    words: (heads) => t('panel:reopened', { count: heads.length, name: heads[0]?.contact.name ?? '' }),
    canWait: true,
  });
}

/** Puts conversations aside until a moment, or with null until the customer writes. */
export function snoozeConversations(ids: readonly string[], until: Date | null): void {
  const moment = until?.toISOString() ?? null;
  run({
    ids,
    action: { type: 'snooze', until: moment },
    look: ({ status, snoozedUntil }) =>
      status === 'snoozed' && (snoozedUntil ?? null) === moment
        ? null
        : { status: 'snoozed', unread: 0, snoozedUntil: moment ?? undefined },
    words: (heads) => t('panel:snoozed', { count: heads.length, name: heads[0]?.contact.name ?? '', until: untilInWords(until) }),
    canWait: true,
  });
}

/** From the conversation on screen to its neighbour on the list, or to the list alone; null when what is on screen is another. */
function wayToNext(ids: readonly string[]): { go: () => void; back: () => void } | null {
  const { path, query } = place.peek();
  const [, area, tab, open] = path.split('/');
  if (area !== 'inbox' || !tab || !open || !ids.includes(open)) return null;
  const from = address(path, query);
  const next = neighbour(open, 1, ids) ?? neighbour(open, -1, ids);
  const kept = new URLSearchParams(query);
  kept.delete('panel');
  const to = address(`/inbox/${tab}${next === null ? '' : `/${next}`}`, kept);
  return {
    go: () => navigate(to, { replace: true }),
    back: () => {
      const here = place.peek();
      // Whoever went elsewhere meanwhile is not fetched back.
      if (address(here.path, here.query) === to) navigate(from, { replace: true });
    },
  };
}

function neighbour(from: string, step: 1 | -1, without: readonly string[]): string | null {
  let id = neighbourInList(from, step);
  while (id !== null && without.includes(id)) id = neighbourInList(id, step);
  return id;
}

function address(path: string, query: URLSearchParams): string {
  return query.size > 0 ? `${path}?${query}` : path;
}
