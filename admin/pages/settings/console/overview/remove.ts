import { removeConsole, type ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { api } from '../../../../data/api.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { t } from '../../../../words/words.ts';
import { changeConsole } from '../console-queries.ts';

/** Removes the team's bot after its username was typed; who is linked stays linked for the next one. */
export async function removeWithQuestion({ bot: { username } }: ConsoleView): Promise<void> {
  const isAgreed = await confirm({
    heading: t('console:removeNamed', { name: username }),
    text: t('console:removeText'),
    action: t('console:remove'),
    isDangerous: true,
    typed: username,
  });
  if (!isAgreed) return;
  const isDone = await changeConsole(() => api.call(removeConsole));
  if (isDone) showToast({ text: t('console:removed', { name: username }), kind: 'good' });
}
