import type { ConsoleAlertKind } from '../../api/consoles.ts';
import type { Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Console, consoleIdOf } from './model.ts';

const most = 50;

/** What an alert says. */
export interface NewAlert {
  kind: ConsoleAlertKind;
  subject?: string;
  detail?: string;
}

/** Puts an alert on the console's list; the same kind and subject again raises its count. */
export async function raiseAlert(hub: Pick<Hub, 'now'>, workspaceId: ObjectId, { kind, subject = '', detail = '' }: NewAlert): Promise<void> {
  const _id = consoleIdOf(workspaceId);
  const id = alertIdOf(kind, subject);
  const at = hub.now();
  const { matchedCount } = await Console.updateOne(
    { _id, 'alerts.id': id },
    { $set: { 'alerts.$.at': at, 'alerts.$.detail': detail }, $inc: { 'alerts.$.count': 1 } },
  );
  if (matchedCount > 0) return;
  const alert = { id, kind, subject, detail, count: 1, at };
  await Console.updateOne({ _id, 'alerts.id': { $ne: id } }, { $push: { alerts: { $each: [alert], $slice: -most } } });
}

/** Takes an alert off whose cause is gone. */
export async function settleAlert(workspaceId: ObjectId, kind: ConsoleAlertKind, subject = ''): Promise<void> {
  await Console.updateOne({ _id: consoleIdOf(workspaceId) }, { $pull: { alerts: { id: alertIdOf(kind, subject) } } });
}

/** Takes an alert off because somebody read it; an absent one is fine. */
export async function dismissAlert(actor: Actor, alertId: string): Promise<void> {
  await Console.updateOne({ _id: consoleIdOf(actor.workspaceId) }, { $pull: { alerts: { id: alertId } } });
}

function alertIdOf(kind: ConsoleAlertKind, subject: string): string {
  return subject === '' ? kind : `${kind}:${subject}`;
}
