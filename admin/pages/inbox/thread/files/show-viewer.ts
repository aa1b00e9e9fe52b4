import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** A picture or film as the viewer shows it. */
export interface ViewedPicture {
  id: string;
  kind: 'image' | 'video';
  url: string;
  name: string;
}

/** Shows pictures over the whole page, beginning with one of them. */
export async function showViewer(pictures: readonly ViewedPicture[], firstId: string): Promise<void> {
  const { HubViewer } = await import('./viewer.ts');
  await showDialog(new HubViewer(), {
    pictures,
    at: Math.max(
      0,
      pictures.findIndex(({ id }) => id === firstId),
    ),
  });
}
