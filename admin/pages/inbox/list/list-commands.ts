import type { Command } from '../../../app/commands/commands.ts';
import { navigate } from '../../../app/routing/route.ts';
import { shownList } from '../../../data/conversations/lists.ts';
import { tabs } from '../../../data/conversations/listing/query.ts';
import { t } from '../../../words/words.ts';
import { conversationCommands } from '../actions/conversation-commands.ts';
import { clearSelection, selectAll, selection, toggleSelected } from './bulk/selection.ts';
import type { HubConversationList } from './conversation-list.ts';

/** What keys and palette do to the list. */
export function listCommands(
  list: Pick<HubConversationList, 'rows' | 'search' | 'showFilters' | 'open' | 'conversationId' | 'contains'>,
): Command[] {
  const group = t('inbox:list');
  const current = (): string | null => list.rows?.current ?? null;
  const walk = (step: 1 | -1) => (): void => {
    const to = list.rows?.neighbour(step);
    if (to === undefined) return;
    void list.rows?.reveal(to);
    list.open(to, { replace: true });
  };
  const pointed = current();
  return [
    // Keys are about the open conversation; where none is open, about the row that has the focus.
    ...(list.conversationId === null && pointed !== null ? conversationCommands(pointed) : []),
    { id: 'list.next', title: t('inbox:next'), group, keys: 'KeyJ', isHidden: true, run: walk(1) },
    { id: 'list.previous', title: t('inbox:previous'), group, keys: 'KeyK', isHidden: true, run: walk(-1) },
    { id: 'list.next.anywhere', title: t('inbox:nextAnywhere'), group, keys: 'Alt+KeyJ', inFields: true, isHidden: true, run: walk(1) },
    {
      id: 'list.previous.anywhere',
      title: t('inbox:previousAnywhere'),
      group,
      keys: 'Alt+KeyK',
      inFields: true,
      isHidden: true,
      run: walk(-1),
    },
    { id: 'list.search', title: t('inbox:search'), group, keys: 'Slash', run: () => list.search.focus() },
    { id: 'list.filter', title: t('inbox:addFilter'), group, keys: 'KeyF', run: () => void list.showFilters() },
    {
      id: 'list.select',
      title: t('inbox:select'),
      group,
      keys: 'KeyX',
      isEnabled: () => current() !== null,
      run: () => {
        const id = current();
        if (id !== null) toggleSelected(id);
      },
    },
    {
      id: 'list.selectAll',
      title: t('inbox:selectAll'),
      group,
      keys: '$mod+KeyA',
      isEnabled: () => list.contains(document.activeElement) || selection.peek().size > 0,
      run: () => selectAll(shownList.peek()?.rows.peek() ?? []),
    },
    {
      id: 'list.clearSelection',
      title: t('inbox:clearSelection'),
      group,
      keys: 'Escape',
      isHidden: true,
      isEnabled: () => selection.peek().size > 0,
      run: clearSelection,
    },
    ...tabs
      .filter((tab) => tab !== 'mine')
      .map((tab) => ({ id: `go.${tab}`, title: t(`inbox:tab.${tab}`), group: t('shell:goTo'), run: () => navigate(`/inbox/${tab}`) })),
  ];
}
