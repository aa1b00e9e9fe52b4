import type { ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Asks for another token of the team's bot, or the one of another bot. */
export async function showReplaceToken(console: ConsoleView): Promise<void> {
  const [{ HubReplaceTokenDialog }] = await Promise.all([
    import('./replace-token-dialog.ts'),
    import('../../../../components/web-awesome.ts'),
  ]);
  await showDialog(new HubReplaceTokenDialog(), { console });
}
