import type { WidgetSettings, WidgetView } from '../../../api/widget/settings.ts';
import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { ObjectId } from '../../../core/ids.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { difference, recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { getChannel } from '../../channel/change.ts';
import { listCustomFields } from '../../custom-field/find-custom-fields.ts';
import { getFile } from '../../file/open-file.ts';
import { getSchedule } from '../../schedule/save-schedule.ts';
import { announceSettings } from '../../workspace/announce-settings.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import { ensureWidget } from '../ensure-widget.ts';
import { Widget, type WidgetRecord } from '../model.ts';
import { settingsOf } from './defaults.ts';
import { presentWidget } from './present.ts';

export type SettingsTools = Pick<Hub, 'now' | 'secrets' | 'baseUrl' | 'facts' | 'widgets' | 'endedVisits'>;

/** Parts that are given replace what was; absent ones stay. */
export type WidgetChange = { [Part in keyof WidgetSettings]?: WidgetSettings[Part] | undefined };

/** The workspace's widget as it is kept, with its public key. */
export async function getWidgetRecord(
  hub: Pick<Hub, 'now' | 'secrets'>,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
): Promise<{ widget: WidgetRecord; widgetKey: string }> {
  const workspace = await getWorkspace(workspaceId);
  const { widget } = await ensureWidget(hub, workspace);
  return { widget, widgetKey: workspace.widgetKey };
}

/**
 * Changes the widget's settings. Throws schedule.unknown, file.unknown, channel.unknown, channel.ability-missing for a channel on which
 * nothing can be carried on, contact-field.unknown for a field that the lead form can't ask for.
 */
export async function updateWidget(hub: SettingsTools, actor: Actor, change: WidgetChange, origin?: AuditOrigin): Promise<WidgetView> {
  await checkReferences(actor, change);
  const { widget: before, widgetKey } = await getWidgetRecord(hub, actor);
  const given = Object.entries(change).flatMap(([part, value]): [string, unknown][] =>
    value === undefined ? [] : [[`settings.${part}`, value]],
  );
  const after = await Widget.findOneAndUpdate(
    { _id: before._id, workspaceId: actor.workspaceId },
    { $set: Object.fromEntries(given) },
    { returnDocument: 'after' },
  ).lean<WidgetRecord | null>();
  if (!after) throw new HubError('widget.unknown');
  hub.widgets.forget(actor.workspaceId.toHexString());
  await recordAudit(hub, actor, {
    action: 'widget.updated',
    target: { type: 'widget', id: before._id },
    ...difference(settingsOf(before), settingsOf(after)),
    origin,
  });
  await announceSettings(hub, actor, 'widget', before._id);
  return presentWidget(hub, after, widgetKey);
}

/** The workspace's widget keeps to this schedule no longer: somebody is always there. */
export async function releaseSchedule({ workspaceId }: Pick<Actor, 'workspaceId'>, scheduleId: ObjectId): Promise<void> {
  await Widget.updateMany({ workspaceId, 'settings.scheduleId': scheduleId.toHexString() }, { $set: { 'settings.scheduleId': null } });
}

async function checkReferences(actor: Actor, { scheduleId, look, carryOnChannelId, leadForm }: WidgetChange): Promise<void> {
  if (scheduleId) await getSchedule(actor, scheduleId);
  if (look?.avatarFileId) await getFile(actor, look.avatarFileId);
  if (carryOnChannelId) {
    const { provider } = await getChannel(actor, carryOnChannelId);
    if (provider !== 'telegram') throw new HubError('channel.ability-missing', { ability: 'carry-on', provider });
  }
  const own = leadForm?.fields.flatMap(({ key }) => (key.startsWith('field:') ? [key.slice('field:'.length)] : [])) ?? [];
  if (own.length === 0) return;
  const known = new Set((await listCustomFields(actor)).map(({ key }) => key));
  const unknown = own.filter((key) => !known.has(key));
  if (unknown.length > 0) throw new HubError('contact-field.unknown', { keys: unknown });
}
