import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Where to and what the colleagues there should know; an empty note is none. */
export interface Transfer {
  departmentId: string;
  note: string;
}

/** Asks for department and note; undefined when it was left. */
export async function showTransfer(given: { departmentId: string; count: number; needsNote: boolean }): Promise<Transfer | undefined> {
  const [{ HubTransferDialog }] = await Promise.all([import('./transfer-dialog.ts'), import('../../../../components/web-awesome.ts')]);
  return showDialog<Transfer, InstanceType<typeof HubTransferDialog>>(new HubTransferDialog(), given);
}
