import type { AnyChannel, Connection, SetUpResult } from '../../../bots/contract/channel.ts';
import { ChannelError } from '../../../bots/contract/error.ts';
import { sayWhy } from '../../../bots/contract/reason.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { requireDepartments } from '../department/get-department.ts';
import { makeConnection, thenClose } from './connections.ts';
import { announceHealth } from './health.ts';
import { automaticOf, Channel, type ChannelRecord } from './model.ts';
import { refusalDetails } from './refusal.ts';
import { createLooseSession, sealSession } from './session.ts';
import { parseSettings, sealSettings } from './settings.ts';

export type ChannelTools = Pick<
  Hub,
  'config' | 'log' | 'now' | 'secrets' | 'findProvider' | 'baseUrl' | 'channels' | 'wake' | 'facts' | 'listening'
>;

const retryMs = 30_000;
const underWayMs = 3000;

/**
 * Connects an account: the credentials are checked with the provider and its side is set up before anything is stored. Throws
 * provider.unknown, channel.built-in, department.unknown, channel.settings-invalid, channel.public-url-needed, channel.refused with the provider's words. A provider
 * out of reach leaves the channel `connecting`; it is tried again until it answers.
 */
export async function addChannel(
  hub: ChannelTools,
  actor: Actor,
  input: {
    provider: string;
    name?: string | undefined;
    settings: Record<string, unknown>;
    newAfterClosedHours?: number | null | undefined;
    departmentId?: string | null | undefined;
  },
  origin?: AuditOrigin,
): Promise<ChannelRecord> {
  authorize(actor, 'channel.manage');
  const kind = await hub.findProvider(input.provider);
  if (!kind) throw new HubError('provider.unknown', { provider: input.provider });
  refuseBuiltIn(kind);
  const settings = parseSettings(kind, input.settings);
  requirePublicUrl(hub, settings);
  const departmentId = await readDepartment(actor, input.departmentId);

  const _id = new ObjectId();
  const session = createLooseSession();
  const connection = makeConnection(hub, kind, _id, settings, { session, report: () => {} });
  const leave = hub.channels.introduce({
    ...{ id: _id, workspaceId: actor.workspaceId, provider: input.provider, name: kind.title, kind, connection },
    ...{ newAfterClosedHours: null, departmentId: null, automatic: automaticOf({}), isPaused: true },
    ...{ sealedSettings: '', isRefused: false },
  });
  const found = await thenClose(connection, setUp(connection).finally(leave));
  const at = hub.now();
  const place = { workspaceId: actor.workspaceId, channelId: _id };
  const created = await Channel.create({
    _id,
    workspaceId: actor.workspaceId,
    provider: input.provider,
    name: input.name ?? found?.account?.name ?? kind.title,
    sealedSettings: sealSettings(hub, place, settings),
    ...(session.state !== null && { sealedSession: sealSession(hub, place, session.state) }),
    newAfterClosedHours: input.newAfterClosedHours ?? null,
    departmentId: departmentId ?? null,
    createdAt: at,
    ...asRecorded(found, at),
    ...(found?.health.credentialsExpireAt && { credentialsExpireAt: found.health.credentialsExpireAt }),
    ...(!found && { unwellSince: at }),
  });
  const channel = created.toObject();
  const target = { type: 'channel', id: _id };
  await recordAudit(hub, actor, { action: 'channel.added', target, before: null, after: auditable(channel), origin });
  if (channel.health.signIn) await announceHealth(hub, channel, 'sign-in');
  hub.wake.ring('channel', { channelId: _id.toHexString() });
  return channel;
}

/** What the hub made by itself is not made, set up or taken away by hand. Throws channel.built-in. */
export function refuseBuiltIn({ provider, isBuiltIn }: Pick<AnyChannel, 'provider' | 'isBuiltIn'>): void {
  if (isBuiltIn) throw new HubError('channel.built-in', { provider });
}

/** The department that a channel's conversations begin in; undefined: not spoken of. Throws department.unknown. */
export async function readDepartment(actor: Actor, departmentId: string | null | undefined): Promise<ObjectId | null | undefined> {
  if (departmentId === undefined || departmentId === null) return departmentId;
  const [found] = await requireDepartments(actor, [departmentId]);
  return found;
}

/** What an adapter's webhook mode needs, whatever the adapter. */
export function requirePublicUrl(hub: Pick<Hub, 'config'>, settings: Record<string, unknown>): void {
  const wantsWebhook = settings['mode'] === 'webhook' || settings['mode'] === 'callback';
  if (wantsWebhook && !hub.config.PUBLIC_URL?.startsWith('https://')) {
    throw new HubError('channel.public-url-needed', { mode: settings['mode'], publicUrl: hub.config.PUBLIC_URL ?? null });
  }
}

/** Sets up the provider's side; null when the provider is out of reach. Throws channel.refused, with the setting it is about where the channel knows. */
export async function setUp(connection: Connection): Promise<SetUpResult | null> {
  try {
    return await connection.setUp();
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.isRetryable || error.reason === 'no-answer') return null;
    throw new HubError('channel.refused', refusalDetails(error), { cause: error });
  }
}

/** The outcome of a set-up as the channel's record keeps it. */
export function asRecorded(found: SetUpResult | null, at: Date): Partial<ChannelRecord> & Pick<ChannelRecord, 'health'> {
  // An account that still has to sign in keeps the name it had.
  if (found) {
    // What the provider has yet to finish by itself (an address it still checks) is looked at again; what a person has to do is not.
    const isUnderWay = found.health.state === 'connecting' && !found.health.signIn;
    return {
      ...(found.account && { account: found.account }),
      health: { ...found.health, at },
      ...(isUnderWay && { retryAt: new Date(at.getTime() + underWayMs) }),
    };
  }
  return {
    health: { state: 'connecting', ...sayWhy('away'), at },
    retryAt: new Date(at.getTime() + retryMs),
  };
}

/** What the audit log may say of a channel: nothing that is sealed. */
export function auditable(channel: ChannelRecord): Record<string, unknown> {
  const { name, provider, isPaused, newAfterClosedHours, departmentId } = channel;
  return { name, provider, isPaused, newAfterClosedHours, departmentId: departmentId?.toHexString() ?? null, ...automaticOf(channel) };
}
