import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Lets an approved template be chosen, filled and sent to the customer of a conversation. */
export async function showTemplate(conversationId: string, channelId: string): Promise<void> {
  const [{ HubTemplateDialog }] = await Promise.all([import('./template-dialog.ts'), import('../../../../components/web-awesome.ts')]);
  await showDialog(new HubTemplateDialog(), { conversationId, channelId });
}
