import type { Hub } from '../../core/parts/hub.ts';
import { randomToken, type ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { Channel, type ChannelRecord } from '../channel/model.ts';
import { sealSettings } from '../channel/settings.ts';
import type { WorkspaceRecord } from '../workspace/model.ts';
import { identitySecretPlace, Widget, type WidgetRecord } from './model.ts';

type EnsureTools = Pick<Hub, 'now' | 'secrets'>;

/** The key of a workspace's one widget channel, and of its widget. */
export function widgetChannelId(workspaceId: ObjectId): ObjectId {
  return naturalId('widget-channel', workspaceId.toHexString());
}

/** The workspace's widget and its channel, made on the first need; two database calls once they are there. */
export async function ensureWidget(
  hub: EnsureTools,
  workspace: Pick<WorkspaceRecord, '_id' | 'widgetKey'>,
): Promise<{ widget: WidgetRecord; channel: ChannelRecord }> {
  const _id = widgetChannelId(workspace._id);
  const [channel, widget] = await Promise.all([
    Channel.findOne({ _id }).lean<ChannelRecord>(),
    Widget.findOne({ _id }).lean<WidgetRecord>(),
  ]);
  return { channel: channel ?? (await makeChannel(hub, workspace, _id)), widget: widget ?? (await makeWidget(hub, workspace._id, _id)) };
}

async function makeChannel(
  hub: EnsureTools,
  { _id: workspaceId, widgetKey }: Pick<WorkspaceRecord, '_id' | 'widgetKey'>,
  _id: ObjectId,
): Promise<ChannelRecord> {
  const at = hub.now();
  const name = 'Website chat';
  const { doc } = await insertOnce(Channel, {
    _id,
    workspaceId,
    provider: 'widget',
    name,
    sealedSettings: sealSettings(hub, { workspaceId, channelId: _id }, { widgetKey }),
    account: { externalId: widgetKey, name },
    health: { state: 'ok', at },
    createdAt: at,
  });
  return doc.toObject();
}

async function makeWidget(hub: EnsureTools, workspaceId: ObjectId, _id: ObjectId): Promise<WidgetRecord> {
  const at = hub.now();
  const { doc } = await insertOnce(Widget, {
    _id,
    workspaceId,
    settings: {},
    sealedIdentitySecret: hub.secrets.seal(newIdentitySecret(), identitySecretPlace(workspaceId)),
    identitySecretMadeAt: at,
    seenOn: [],
    createdAt: at,
  });
  return doc.toObject();
}

/** A secret to sign with: 256 bits, as a text that fits into any configuration. */
export function newIdentitySecret(): string {
  return randomToken();
}
