import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** Asks for day and time in the agent's zone; undefined when it was left. `shown` is what it begins with. */
export async function showSnoozeTime(shown: Date | null): Promise<Date | undefined> {
  const [{ HubSnoozeTimeDialog }] = await Promise.all([import('./snooze-time-dialog.ts'), import('../../../../components/web-awesome.ts')]);
  return showDialog<Date, InstanceType<typeof HubSnoozeTimeDialog>>(new HubSnoozeTimeDialog(), { shown });
}
