import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Asks what to write to a visitor and sends it; resolves with the conversation's id, undefined when it was called off. */
export async function showWrite(visitorId: string, name: string): Promise<string | undefined> {
  const [{ HubWriteDialog }] = await Promise.all([import('./write-dialog.ts'), import('../../../components/web-awesome.ts')]);
  return showDialog<string, InstanceType<typeof HubWriteDialog>>(new HubWriteDialog(), { visitorId, name });
}
