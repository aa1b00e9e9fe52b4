import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Opens the import of contacts over the page; resolves when it was closed. Which job it is about is in the address (`import=<id>`). */
export async function showImport(): Promise<void> {
  const [{ HubImportDialog }] = await Promise.all([import('./import-dialog.ts'), import('../../../components/web-awesome.ts')]);
  await showDialog<undefined, HTMLElement>(new HubImportDialog());
}
