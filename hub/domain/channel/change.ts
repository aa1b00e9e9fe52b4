import { ChannelError } from '../../../bots/contract/error.ts';
import type { AutomaticMessages } from '../../api/customers/channels.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { asRecorded, auditable, readDepartment, refuseBuiltIn, requirePublicUrl, setUp, type ChannelTools } from './add.ts';
import { makeConnection, thenClose } from './connections.ts';
import { announceHealth, healthChange } from './health.ts';
import { automaticOf, Channel, type ChannelRecord } from './model.ts';
import { namedAfter } from './account/name.ts';
import { refusedRetryMs } from './refusal.ts';
import { createSession } from './session.ts';
import { openSettings, parseSettings, sealSettings } from './settings.ts';

/** The same fields, each of which may be left out. */
type Absent<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined };

const present = { removedAt: { $exists: false } };

/** A channel of the actor's workspace; throws channel.unknown. */
export async function getChannel(actor: Actor, channelId: string): Promise<ChannelRecord> {
  const found = await Channel.findOne({ _id: new ObjectId(channelId), workspaceId: actor.workspaceId, ...present }).lean<ChannelRecord>();
  if (!found) throw new HubError('channel.unknown', { channelId });
  return found;
}

/** The workspace's channels, oldest first. */
export function listChannels(
  actor: Actor,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<ChannelRecord>> {
  return pageBy<ChannelRecord>(Channel, {
    filter: { workspaceId: actor.workspaceId, ...present },
    sort: [
      { field: 'createdAt', direction: 1, type: 'date' },
      { field: '_id', direction: 1, type: 'id' },
    ],
    ...query,
  });
}

interface ChannelChange extends Absent<AutomaticMessages> {
  name?: string | undefined;
  /** What to set; the others stay as they are, so that a form need not know the secrets. */
  settings?: Record<string, unknown> | undefined;
  isPaused?: boolean | undefined;
  newAfterClosedHours?: number | null | undefined;
  departmentId?: string | null | undefined;
}

/** Changes a channel; new settings are checked with the provider before they replace the old ones. Throws as addChannel does. */
export async function updateChannel(
  hub: ChannelTools,
  actor: Actor,
  channelId: string,
  change: ChannelChange,
  origin?: AuditOrigin,
): Promise<ChannelRecord> {
  authorize(actor, 'channel.manage');
  const before = await getChannel(actor, channelId);
  const { name, isPaused, newAfterClosedHours } = change;
  const departmentId = await readDepartment(actor, change.departmentId);
  const set: Partial<ChannelRecord> = {
    ...(name !== undefined && { name }),
    ...(isPaused !== undefined && { isPaused }),
    ...(newAfterClosedHours !== undefined && { newAfterClosedHours }),
    ...(departmentId !== undefined && { departmentId }),
    ...newAutomatic(before, change),
    ...(change.settings && (await newSettings(hub, before, change.settings))),
  };
  const after = await Channel.findOneAndUpdate({ _id: before._id, ...present }, healthChange(before, set, hub.now()), {
    returnDocument: 'after',
  }).lean<ChannelRecord>();
  if (!after) throw new HubError('channel.unknown', { channelId });
  const changed = difference(auditable(before), auditable(after));
  await recordAudit(hub, actor, {
    action: 'channel.updated',
    target: { type: 'channel', id: before._id },
    ...changed,
    ...(change.settings && { after: { ...changed.after, settings: Object.keys(change.settings) } }),
    origin,
  });
  await letGo(hub, channelId);
  if (after.health.state !== before.health.state || after.isPaused !== before.isPaused) await announceHealth(hub, after);
  return after;
}

/** What is given replaces what was; the rest of it stays. */
function newAutomatic(before: ChannelRecord, { greeting, closedNotice, commands, privacy }: ChannelChange): Partial<ChannelRecord> {
  const given = Object.entries({ greeting, closedNotice, commands, privacy }).filter(([, value]) => value !== undefined);
  return given.length > 0 ? { automatic: { ...automaticOf(before), ...Object.fromEntries(given) } } : {};
}

async function newSettings(hub: ChannelTools, channel: ChannelRecord, given: Record<string, unknown>): Promise<Partial<ChannelRecord>> {
  const kind = await hub.findProvider(channel.provider);
  if (!kind) throw new HubError('provider.unknown', { provider: channel.provider });
  refuseBuiltIn(kind);
  const place = { workspaceId: channel.workspaceId, channelId: channel._id };
  const settings = parseSettings(kind, { ...openSettings(hub, place, channel.sealedSettings), ...given });
  requirePublicUrl(hub, settings);
  const connection = makeConnection(hub, kind, channel._id, settings, onlyChecked(hub, channel));
  const found = await thenClose(connection, setUp(connection));
  return { sealedSettings: sealSettings(hub, place, settings), ...asRecorded(found, hub.now()) };
}

/** A connection that is made for one check: what it finds is its answer. */
function onlyChecked(hub: ChannelTools, { _id, workspaceId, signedOutAt }: ChannelRecord) {
  return { session: createSession(hub, { workspaceId, channelId: _id }, signedOutAt), report: () => {} };
}

/** Checks the account with the provider now and sets its side up again; a refusal is the channel's health, not an error. */
export async function testChannel(hub: ChannelTools, actor: Actor, channelId: string): Promise<ChannelRecord> {
  authorize(actor, 'channel.manage');
  return checkHealth(hub, await getChannel(actor, channelId), { isAsked: true });
}

/** The check itself, also for the job that tries a provider out of reach again; `isAsked`: a person wants it. */
export async function checkHealth(
  hub: ChannelTools,
  channel: ChannelRecord,
  { isAsked = false }: { isAsked?: boolean } = {},
): Promise<ChannelRecord> {
  const kind = await hub.findProvider(channel.provider);
  if (!kind) throw new HubError('provider.unknown', { provider: channel.provider });
  const place = { workspaceId: channel.workspaceId, channelId: channel._id };
  const settings = openSettings(hub, place, channel.sealedSettings);
  const connection = makeConnection(hub, kind, channel._id, settings, onlyChecked(hub, channel));
  if (connection.sendsWhereItListens) {
    // Only a person's wish: an account that was stopped must not be tried by a job.
    if (isAsked) await connection.tryAgain?.();
    return thenClose(connection, leaveToListener(hub, channel));
  }
  const checking = setUp(connection)
    .then((found) => asRecorded(found, hub.now()))
    .catch((error: unknown): ReturnType<typeof asRecorded> => {
      if (!(error instanceof HubError && error.cause instanceof ChannelError)) throw error;
      const at = hub.now();
      return { health: { state: 'failed', ...error.cause.why, at }, retryAt: new Date(at.getTime() + refusedRetryMs) };
    });
  const set = await thenClose(connection, checking);
  const told = { ...set, ...namedAfter(set.account, channel, kind.title) };
  const checked = await Channel.findOneAndUpdate({ _id: channel._id, ...present }, healthChange(channel, told, hub.now()), {
    returnDocument: 'after',
  }).lean<ChannelRecord>();
  if (!checked) throw new HubError('channel.unknown', { channelId: channel._id.toHexString() });
  if (checked.health.state !== channel.health.state) await announceHealth(hub, checked);
  return checked;
}

/** An account with one session can't be asked beside the process that listens to it, which tells by itself how it is doing: that one tries again at once. */
async function leaveToListener(hub: Pick<Hub, 'wake'>, channel: ChannelRecord): Promise<ChannelRecord> {
  await Channel.updateOne({ _id: channel._id }, { $unset: { retryAt: 1 } });
  hub.wake.ring('channel', { channelId: channel._id.toHexString() });
  return channel;
}

/** Disconnects an account. Its conversations stay readable; its credentials are forgotten. Throws channel.unknown, channel.built-in. */
export async function removeChannel(hub: ChannelTools, actor: Actor, channelId: string, origin?: AuditOrigin): Promise<void> {
  authorize(actor, 'channel.manage');
  const channel = await getChannel(actor, channelId);
  const kind = await hub.findProvider(channel.provider);
  if (kind) refuseBuiltIn(kind);
  const place = { workspaceId: channel.workspaceId, channelId: channel._id };
  await Channel.updateOne(
    { _id: channel._id },
    { $set: { removedAt: hub.now(), sealedSettings: sealSettings(hub, place, {}) }, $unset: { retryAt: 1, sealedSession: 1 } },
  );
  await recordAudit(hub, actor, {
    action: 'channel.removed',
    target: { type: 'channel', id: channel._id },
    before: auditable(channel),
    after: null,
    origin,
  });
  await letGo(hub, channelId);
}

/** The next use connects anew; in other processes within seconds. */
async function letGo(hub: Pick<Hub, 'channels' | 'wake'>, channelId: string): Promise<void> {
  await hub.channels.drop(channelId);
  hub.wake.ring('channel', { channelId });
}
