import { showDialog } from '../feedback/show-dialog.ts';
import { commandsOnScreen } from './commands.ts';

/** Lists the keys of this screen. */
export async function showShortcutHelp(): Promise<void> {
  const commands = commandsOnScreen().filter(({ keys }) => keys !== undefined);
  const [{ HubShortcutHelp }] = await Promise.all([import('./shortcut-help.ts'), import('../../components/web-awesome.ts')]);
  await showDialog(new HubShortcutHelp(), { commands });
}
