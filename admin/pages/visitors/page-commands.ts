import type { Command } from '../../app/commands/commands.ts';
import { may } from '../../data/session.ts';
import { t } from '../../words/words.ts';
import type { HubVisitorsPage } from './visitors-page.ts';

/** What can be done on the page of visitors by keys and from the palette. */
export function pageCommands(
  page: Pick<HubVisitorsPage, 'list' | 'visitorId' | 'focused' | 'open' | 'close' | 'write' | 'focusSearch' | 'querySelector'>,
): Command[] {
  const group = t('visitors:title');
  return [
    { id: 'visitors.search', title: t('visitors:search'), group, keys: 'Slash', run: () => page.focusSearch() },
    {
      id: 'visitors.pause',
      title: t(page.list.isPaused.value ? 'visitors:resume' : 'visitors:pause'),
      group,
      keys: 'KeyP',
      run: () => page.list.pause(!page.list.isPaused.peek()),
    },
    {
      id: 'visitors.write',
      title: t('visitors:write'),
      group,
      keys: 'KeyW',
      isEnabled: () => may('conversation.reply') && (page.visitorId ?? page.focused) !== null,
      run: () => void page.write(),
    },
    { id: 'visitors.down', title: t('visitors:down'), group, keys: 'KeyJ', isHidden: true, run: () => step(page, 1) },
    { id: 'visitors.up', title: t('visitors:up'), group, keys: 'KeyK', isHidden: true, run: () => step(page, -1) },
    {
      id: 'visitors.close',
      title: t('visitors:close'),
      group,
      keys: 'Escape',
      isEnabled: () => page.visitorId !== null,
      run: () => page.close(),
    },
  ];
}

/** To the next row, or the one before; with a visitor open, that one is opened. */
function step(page: Parameters<typeof pageCommands>[0], by: 1 | -1): void {
  const ids = page.list.rows.peek().map(({ visitor }) => visitor.id);
  const from = ids.indexOf(page.focused ?? page.visitorId ?? '');
  const next = ids[Math.min(ids.length - 1, Math.max(0, from + by))];
  if (next === undefined) return;
  page.querySelector<HTMLElement>(`tr[data-id="${next}"] a`)?.focus();
  if (page.visitorId !== null) page.open(next);
}
