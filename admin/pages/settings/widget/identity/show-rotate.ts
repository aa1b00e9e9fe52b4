import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Asks how long the secret before shall count and makes a new one; resolves with it, undefined when it was called off. */
export async function showRotate(): Promise<string | undefined> {
  const [{ HubRotateDialog }] = await Promise.all([import('./rotate-dialog.ts'), import('../../../../components/web-awesome.ts')]);
  return showDialog<string, InstanceType<typeof HubRotateDialog>>(new HubRotateDialog());
}
