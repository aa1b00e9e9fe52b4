import { showDialog } from '../../../../app/feedback/show-dialog.ts';
import type { Receipt } from './receipts-part.ts';

/** Shows what came in as it came. */
export async function showReceipt(receipt: Receipt): Promise<void> {
  const [{ HubReceiptDialog }] = await Promise.all([import('./receipt-dialog.ts'), import('../../../../components/web-awesome.ts')]);
  await showDialog(new HubReceiptDialog(), { receipt });
}
