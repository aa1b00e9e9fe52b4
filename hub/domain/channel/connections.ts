import type { AnyChannel, ConnectContext, Connection } from '../../../bots/contract/channel.ts';
import { apiRootOf, environment } from '../../config.ts';
import { findBrowser } from '../../core/find-browser.ts';
import type { ConnectedChannel, ConnectedChannels } from '../../core/parts/connected-channels.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { guardSession } from './guard-session.ts';
import { recordReport } from './health.ts';
import { automaticOf, Channel, type ChannelRecord } from './model.ts';
import { webhookUrlOf } from './present.ts';
import { createSession } from './session.ts';
import { openSettings } from './settings.ts';

type ConnectTools = Pick<Hub, 'config' | 'log' | 'now' | 'secrets' | 'findProvider' | 'baseUrl' | 'facts' | 'listening'>;

/** How long a connection is used before its record is read again: another process may have changed or removed the channel. */
const trustMs = 5000;

interface Kept {
  made: Promise<ConnectedChannel | null>;
  readAt: number;
  fingerprint: Promise<string>;
}

/** The live connections of this process: made on first use, kept while the channel's record stays the same. */
export function createConnections(hub: ConnectTools): ConnectedChannels {
  const kept = new Map<string, Kept>();
  const guests = new Map<string, ConnectedChannel>();
  return { find, introduce, drop, closeAll };

  function introduce(channel: ConnectedChannel): () => void {
    const channelId = channel.id.toHexString();
    guests.set(channelId, channel);
    return () => guests.delete(channelId);
  }

  function find(channelId: string): Promise<ConnectedChannel | null> {
    const known = kept.get(channelId);
    const guest = known ? undefined : guests.get(channelId);
    if (guest) return Promise.resolve(guest);
    if (!known) return keep(channelId);
    // The record is read again behind the caller's back: the hot path never waits for it.
    if (hub.now().getTime() - known.readAt > trustMs) void refresh(channelId, known);
    return known.made;
  }

  function keep(channelId: string): Promise<ConnectedChannel | null> {
    const record = readRecord(channelId);
    const isCurrent = () => kept.get(channelId) === entry;
    const made = record.then((found) => (found ? connect(hub, found, isCurrent) : null));
    const entry: Kept = { made, readAt: hub.now().getTime(), fingerprint: record.then(fingerprintOf, () => '') };
    kept.set(channelId, entry);
    const forget = () => {
      if (kept.get(channelId) === entry) kept.delete(channelId);
    };
    // Neither a failure nor an unknown channel is remembered.
    made.then((channel) => channel ?? forget(), forget);
    return made;
  }

  async function refresh(channelId: string, known: Kept): Promise<void> {
    known.readAt = hub.now().getTime();
    try {
      const [record, fingerprint] = await Promise.all([readRecord(channelId), known.fingerprint]);
      if (fingerprintOf(record) !== fingerprint && kept.get(channelId) === known) return await drop(channelId);
      const channel = await known.made;
      if (channel && record) Object.assign(channel, rulesOf(record));
    } catch (error) {
      hub.log.debug({ err: error, channelId }, 'a channel could not be read again; its connection stays');
    }
  }

  async function drop(channelId: string): Promise<void> {
    const known = kept.get(channelId);
    kept.delete(channelId);
    const channel = await known?.made.catch(() => null);
    await channel?.connection.close();
  }

  async function closeAll(): Promise<void> {
    await Promise.all([...kept.keys()].map(drop));
  }
}

function readRecord(channelId: string): Promise<ChannelRecord | null> {
  return Channel.findOne({ _id: new ObjectId(channelId), removedAt: { $exists: false } })
    .lean<ChannelRecord>()
    .exec();
}

/** What a connection hangs on: where it is another, the account is connected anew, which costs some accounts a minute. */
function fingerprintOf(record: ChannelRecord | null): string {
  return JSON.stringify([record?.sealedSettings, record?.isPaused, record?.signedOutAt]);
}

/** What may change under a connection that stays. */
function rulesOf(record: ChannelRecord) {
  const { name, newAfterClosedHours, departmentId = null, refusedAt } = record;
  return { name, newAfterClosedHours, departmentId, automatic: automaticOf(record), isRefused: refusedAt !== undefined };
}

async function connect(hub: ConnectTools, record: ChannelRecord, isCurrent: () => boolean): Promise<ConnectedChannel> {
  const kind = await hub.findProvider(record.provider);
  if (!kind) throw new Error(`this hub has no provider ${record.provider}`);
  const { _id, workspaceId, provider, isPaused } = record;
  const settings = openSettings(hub, { workspaceId, channelId: _id }, record.sealedSettings);
  return {
    id: _id,
    workspaceId,
    provider,
    ...rulesOf(record),
    isPaused,
    kind,
    sealedSettings: record.sealedSettings,
    connection: guardSession(
      makeConnection(hub, kind, _id, settings, {
        session: createSession(hub, { workspaceId, channelId: _id }, record.signedOutAt),
        report: reporter(hub, _id, kind.title, isCurrent),
      }),
      () => hub.listening.has(_id.toHexString()),
    ),
  };
}

/** Records what a connection tells of itself, one word after another, as the last one counts; of a connection that was let go, nothing any more. */
function reporter(
  hub: ConnectTools,
  channelId: ObjectId,
  providerTitle: string,
  isCurrent: () => boolean,
): ConnectContext<unknown>['report'] {
  let before: Promise<void> = Promise.resolve();
  return (found) => {
    before = before
      .then(() => (isCurrent() ? recordReport(hub, channelId, found, providerTitle) : undefined))
      .catch((error: unknown) =>
        hub.log.warn({ err: error, channelId: channelId.toHexString() }, 'what an account told of itself could not be recorded'),
      );
  };
}

/** A live object for settings that need not be stored yet: what a new channel is checked with. */
export function makeConnection(
  hub: Pick<Hub, 'config' | 'log' | 'now' | 'baseUrl'>,
  kind: AnyChannel,
  channelId: ObjectId,
  settings: Record<string, unknown>,
  account: Pick<ConnectContext<unknown>, 'session' | 'report'>,
): Connection {
  const id = channelId.toHexString();
  return kind.connect({
    channelId: id,
    settings,
    apiRoot: apiRootOf(hub.config, kind.provider),
    webhookUrl: hub.config.PUBLIC_URL ? webhookUrlOf(hub, id) : null,
    ...account,
    findBrowser: () => findBrowser({ CHROME_PATH: hub.config.CHROME_PATH, PATH: environment['PATH'] }),
    now: hub.now,
    log: hub.log.child({ channelId: id }),
  });
}

/** What the work gives, or throws, once the connection that was made for it alone is closed. */
export async function thenClose<Found>(connection: Pick<Connection, 'close'>, work: Promise<Found>): Promise<Found> {
  try {
    return await work;
  } finally {
    await connection.close();
  }
}
