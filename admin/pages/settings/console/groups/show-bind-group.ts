import { createConsoleGroupLink } from '../../../../../hub/api/team/consoles.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import { api } from '../../../../data/api.ts';

/** Makes the one-time link that binds a group, and leads through it. */
export async function showBindGroup(): Promise<void> {
  try {
    const [link, { HubBindGroupDialog }] = await Promise.all([
      api.call(createConsoleGroupLink),
      import('./bind-group-dialog.ts'),
      import('../../../../components/web-awesome.ts'),
    ]);
    await showDialog(new HubBindGroupDialog(), { link });
  } catch (error) {
    showError(error, () => void showBindGroup());
  }
}
