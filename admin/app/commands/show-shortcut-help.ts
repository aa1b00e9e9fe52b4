import { showDialog } from '../feedback/show-dialog.ts';
import { commandsOnScreen } from './commands.ts';

/** Lists the keys of this screen. */
export async function showShortcutHelp(): Promise<void> {
  const all = commandsOnScreen().filter(({ keys }) => keys !== undefined);
  // Second keys for the same are for other keyboards: one line is enough.
  const commands = all.filter(
    (command, place) => all.findIndex(({ title, group }) => title === command.title && group === command.group) === place,
  );
  const [{ HubShortcutHelp }] = await Promise.all([import('./shortcut-help.ts'), import('../../components/web-awesome.ts')]);
  await showDialog(new HubShortcutHelp(), { commands });
}
