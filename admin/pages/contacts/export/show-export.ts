import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Opens the export of contacts over the page; resolves when it was closed. Which job it is about is in the address (`export=<id>`). */
export async function showExport(): Promise<void> {
  const [{ HubExportDialog }] = await Promise.all([import('./export-dialog.ts'), import('../../../components/web-awesome.ts')]);
  await showDialog<undefined, HTMLElement>(new HubExportDialog());
}
