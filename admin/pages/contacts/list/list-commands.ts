import type { Command } from '../../../app/commands/commands.ts';
import { t } from '../../../words/words.ts';
import { may } from '../../../data/session.ts';
import { clearContacts, selectContacts, selectedContacts, toggleContact } from './bulk/selection.ts';
import type { HubContactListPart } from './contact-list.ts';

/** What keys and palette do to the list of contacts. */
export function contactListCommands(part: HubContactListPart): Command[] {
  const group = t('contacts:title');
  const ids = (): string[] => part.list.rows.peek().map(({ id }) => id);
  const current = (): string | null => part.table?.current ?? null;
  const walk = (step: 1 | -1) => (): void => {
    const all = ids();
    const from = current();
    const to = from === null ? all[0] : all[all.indexOf(from) + step];
    if (to === undefined) return;
    void part.table?.reveal(to, { focus: part.contactId === null });
    if (part.contactId !== null) part.open(to, { replace: true });
  };
  return [
    { id: 'contacts.next', title: t('contacts:next'), group, keys: 'KeyJ', isHidden: true, run: walk(1) },
    { id: 'contacts.previous', title: t('contacts:previous'), group, keys: 'KeyK', isHidden: true, run: walk(-1) },
    { id: 'contacts.search', title: t('contacts:search'), group, keys: 'Slash', run: () => part.search.focus() },
    { id: 'contacts.filter', title: t('contacts:addFilter'), group, keys: 'KeyF', run: () => part.filterMenu.show() },
    {
      id: 'contacts.select',
      title: t('contacts:select'),
      group,
      keys: 'KeyX',
      isEnabled: () => current() !== null,
      run: () => {
        const id = current();
        if (id !== null) toggleContact(id);
      },
    },
    {
      id: 'contacts.selectAll',
      title: t('contacts:selectAll'),
      group,
      keys: '$mod+KeyA',
      isEnabled: () => part.contains(document.activeElement) || selectedContacts.peek().size > 0,
      run: () => selectContacts(ids()),
    },
    {
      id: 'contacts.clearSelection',
      title: t('contacts:clearSelection'),
      group,
      keys: 'Escape',
      isHidden: true,
      isEnabled: () => selectedContacts.peek().size > 0,
      run: clearContacts,
    },
    ...(may('contact.edit')
      ? [{ id: 'contacts.new', title: t('contacts:newContact'), group, keys: 'KeyC', run: () => void part.create() }]
      : []),
    ...(may('contact.import') ? [{ id: 'contacts.import', title: t('contacts:import'), group, run: () => part.openJobs('import') }] : []),
    ...(may('data.export') ? [{ id: 'contacts.export', title: t('contacts:export'), group, run: () => part.openJobs('export') }] : []),
  ];
}
