import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Switch it on, make new recovery codes, or switch it off. */
export type TwoFactorTask = 'on' | 'codes' | 'off';

/** Leads through one of the tasks of the second factor. */
export async function showTwoFactor(task: TwoFactorTask): Promise<void> {
  const { HubTwoFactorDialog } = await import('./two-factor-dialog.ts');
  await showDialog(new HubTwoFactorDialog(), { task });
}
