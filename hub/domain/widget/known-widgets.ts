import type { Hub } from '../../core/parts/hub.ts';
import type { KnownWidget, KnownWidgets, TeamFace } from '../../core/widget/known-widgets.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { Agent, type AgentRecord } from '../agent/model.ts';
import { Schedule, type ScheduleRecord } from '../schedule/model.ts';
import { Workspace, type WorkspaceRecord } from '../workspace/model.ts';
import { ensureWidget } from './ensure-widget.ts';
import { identitySecretPlace, Widget, type WidgetRecord } from './model.ts';
import { settingsOf } from './settings/defaults.ts';

type KnowTools = Pick<Hub, 'now' | 'log' | 'secrets'>;

/** How long what was read is taken as it is; after that it is read again behind the caller's back. */
const trustMs = 5000;

interface Kept {
  made: Promise<KnownWidget | null>;
  readAt: number;
  isReading: boolean;
}

/** Makes the memory of one process. */
export function createKnownWidgets(hub: KnowTools): KnownWidgets {
  const kept = new Map<string, Kept>();
  const byKey = new Map<string, string>();
  const byChannel = new Map<string, string>();

  return {
    async byKey(widgetKey) {
      const known = byKey.get(widgetKey);
      if (known !== undefined) return ofWorkspace(known);
      const workspace = await Workspace.findOne({ widgetKey }).select({ _id: 1 }).lean<{ _id: ObjectId } | null>();
      return workspace && ofWorkspace(workspace._id.toHexString());
    },
    async ofChannel(channelId) {
      const known = byChannel.get(channelId);
      if (known !== undefined) return ofWorkspace(known);
      const widget = await Widget.findOne({ _id: toObjectId(channelId) })
        .select({ workspaceId: 1 })
        .lean<{ workspaceId: ObjectId } | null>();
      return widget && ofWorkspace(widget.workspaceId.toHexString());
    },
    forget: (workspaceId) => void kept.delete(workspaceId),
  };

  function ofWorkspace(workspaceId: string): Promise<KnownWidget | null> {
    const known = kept.get(workspaceId);
    if (!known) return begin(workspaceId);
    if (hub.now().getTime() - known.readAt > trustMs && !known.isReading) void refresh(workspaceId, known);
    return known.made;
  }

  function begin(workspaceId: string): Promise<KnownWidget | null> {
    const made = read(workspaceId);
    const entry: Kept = { made, readAt: hub.now().getTime(), isReading: false };
    kept.set(workspaceId, entry);
    const drop = () => {
      if (kept.get(workspaceId) === entry) kept.delete(workspaceId);
    };
    // Neither a failure nor an unknown workspace is remembered.
    made.then((widget) => widget ?? drop(), drop);
    return made;
  }

  async function refresh(workspaceId: string, known: Kept): Promise<void> {
    known.isReading = true;
    try {
      const made = Promise.resolve(await read(workspaceId));
      if (kept.get(workspaceId) === known) kept.set(workspaceId, { made, readAt: hub.now().getTime(), isReading: false });
    } catch (error) {
      hub.log.debug({ err: error, workspaceId }, 'a widget could not be read again; what is known of it stays');
      known.isReading = false;
      known.readAt = hub.now().getTime();
    }
  }

  async function read(id: string): Promise<KnownWidget | null> {
    const workspaceId = toObjectId(id);
    const workspace = await Workspace.findById(workspaceId).lean<WorkspaceRecord | null>();
    if (!workspace) return null;
    const [{ widget, channel }, team] = await Promise.all([ensureWidget(hub, workspace), readTeam(workspaceId)]);
    const settings = settingsOf(widget);
    const hours = settings.scheduleId === null ? null : await readHours(workspaceId, settings.scheduleId);
    byKey.set(workspace.widgetKey, id);
    byChannel.set(channel._id.toHexString(), id);
    return {
      workspaceId,
      channelId: channel._id,
      widgetKey: workspace.widgetKey,
      workspaceName: workspace.name,
      language: workspace.language,
      settings,
      isPaused: channel.isPaused || channel.removedAt !== undefined,
      hours,
      carryOnChannelId: settings.carryOnChannelId === null ? null : toObjectId(settings.carryOnChannelId),
      identitySecrets: openSecrets(hub, widget),
      team,
    };
  }
}

function openSecrets(hub: Pick<Hub, 'secrets'>, widget: WidgetRecord): KnownWidget['identitySecrets'] {
  const { workspaceId, sealedIdentitySecret, sealedPreviousSecret, previousSecretUntil } = widget;
  const open = (sealed: string) => hub.secrets.open(sealed, identitySecretPlace(workspaceId));
  return [
    { secret: open(sealedIdentitySecret), until: null },
    ...(sealedPreviousSecret && previousSecretUntil ? [{ secret: open(sealedPreviousSecret), until: previousSecretUntil }] : []),
  ];
}

function readHours(workspaceId: ObjectId, scheduleId: string): Promise<ScheduleRecord | null> {
  return Schedule.findOne({ _id: toObjectId(scheduleId), workspaceId })
    .lean<ScheduleRecord | null>()
    .exec();
}

/** Colleagues who are gone too: what they wrote stays under their name. */
async function readTeam(workspaceId: ObjectId): Promise<TeamFace[]> {
  const seats = await Agent.find({ workspaceId })
    .select({ displayName: 1, avatarFileId: 1, isActive: 1, duty: 1, telegram: 1 })
    .lean<Pick<AgentRecord, '_id' | 'displayName' | 'avatarFileId' | 'isActive' | 'duty' | 'telegram'>[]>();
  return seats.map(({ _id, displayName, avatarFileId, isActive, duty, telegram }) => ({
    id: _id,
    name: displayName,
    avatarFileId,
    isActive,
    duty,
    ...(telegram && { telegram }),
  }));
}
