import type { ConsoleAlertKind } from '../../api/team/consoles.ts';
import { authorize, systemActor, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { naturalId } from '../../database/natural-id.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { Console, consoleIdOf } from './model.ts';

const most = 50;

type AlertTools = Pick<Hub, 'facts' | 'now'>;

/** What an alert says. */
export interface NewAlert {
  kind: ConsoleAlertKind;
  subject?: string;
  detail?: string;
}

/** Puts an alert on the console's list; the same kind and subject again raises its count. */
export async function raiseAlert(hub: AlertTools, workspaceId: ObjectId, { kind, subject = '', detail = '' }: NewAlert): Promise<void> {
  const _id = consoleIdOf(workspaceId);
  const id = alertIdOf(workspaceId, kind, subject);
  const at = hub.now();
  const { matchedCount } = await Console.updateOne(
    { _id, 'alerts.id': id },
    { $set: { 'alerts.$.at': at, 'alerts.$.detail': detail }, $inc: { 'alerts.$.count': 1 } },
  );
  if (matchedCount > 0) return announceSettings(hub, systemActor(workspaceId), 'console');
  const alert = { id, kind, subject, detail, count: 1, at };
  await Console.updateOne({ _id, 'alerts.id': { $ne: id } }, { $push: { alerts: { $each: [alert], $slice: -most } } });
  await announceSettings(hub, systemActor(workspaceId), 'console');
}

/** Takes an alert off whose cause is gone. */
export async function settleAlert(hub: AlertTools, workspaceId: ObjectId, kind: ConsoleAlertKind, subject = ''): Promise<void> {
  const id = alertIdOf(workspaceId, kind, subject);
  const { modifiedCount } = await Console.updateOne({ _id: consoleIdOf(workspaceId), 'alerts.id': id }, { $pull: { alerts: { id } } });
  if (modifiedCount > 0) await announceSettings(hub, systemActor(workspaceId), 'console');
}

/** Takes an alert off because somebody read it. Throws console.unknown when there is no such alert. */
export async function dismissAlert(hub: AlertTools, actor: Actor, alertId: string): Promise<void> {
  authorize(actor, 'console.manage');
  const { modifiedCount } = await Console.updateOne(
    { _id: consoleIdOf(actor.workspaceId), 'alerts.id': alertId },
    { $pull: { alerts: { id: alertId } } },
  );
  if (modifiedCount === 0) throw new HubError('console.unknown', { alertId });
  await announceSettings(hub, actor, 'console');
}

/** One alert per workspace, kind and subject. */
function alertIdOf(workspaceId: ObjectId, kind: ConsoleAlertKind, subject: string): string {
  return naturalId('console-alert', workspaceId.toHexString(), kind, subject).toHexString();
}
