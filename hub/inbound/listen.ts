import { ChannelError } from '../../bots/contract/error.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { ObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import { createHolderName, holdLease, type KeptLease } from '../database/lease.ts';
import { takePassedCodes } from '../domain/channel/account/passed-codes.ts';
import { recordHealth } from '../domain/channel/health.ts';
import { Channel } from '../domain/channel/model.ts';
import { acceptPayload } from './accept.ts';
import { noteArrival } from './note-arrival.ts';
import type { InboundTools } from './receive-message.ts';

interface Listening {
  stop(): Promise<void>;
}

const lookAgainMs = 5000;
const restMs = 60_000;
const codesEveryMs = 1000;

/** A running loop and the channels it fetches for. */
interface Listener {
  members: ConnectedChannel[];
  stop: AbortController;
  done: Promise<void>;
}

/**
 * Listens to every channel that fetches its updates itself (long polling). One hub at a time listens to an account, by a lease;
 * when that hub dies, another takes over within the lease's time. Channels of one account (a bot connected to two workspaces)
 * share a loop, since the provider hands each update out once.
 */
export function startListening(hub: InboundTools & Pick<Hub, 'config' | 'listening'>): Listening {
  const holder = createHolderName();
  const listeners = new Map<string, Listener>();
  /** Accounts whose provider refused us, and until when they are left alone (ms since 1970). */
  const resting = new Map<string, number>();
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;
  const lookSoon = () => {
    looking = looking.then(look, look);
  };

  const timer = setInterval(lookSoon, lookAgainMs);
  let taking: Promise<void> | undefined;
  const codesTimer = setInterval(() => {
    taking ??= takePassedCodes(hub)
      .catch((error: unknown) => hub.log.warn({ err: error }, 'codes that others left could not be looked up; trying again'))
      .finally(() => (taking = undefined));
  }, codesEveryMs);
  const unanswer = hub.wake.answer('channel', () => {
    // A changed channel has a new connection, which the look tells apart from the one that is listened to.
    resting.clear();
    lookSoon();
  });
  lookSoon();

  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      clearInterval(codesTimer);
      unanswer();
      await Promise.all([looking, taking]);
      await Promise.all([...listeners.keys()].map(end));
    },
  };

  async function look(): Promise<void> {
    if (isStopped) return;
    try {
      const accounts = await findAccounts();
      const changed = [...listeners].filter(([key, { members }]) => !isSame(members, accounts.get(key)));
      await Promise.all(changed.map(([key]) => end(key)));
      for (const [key, members] of accounts) {
        if (!listeners.has(key) && (resting.get(key) ?? 0) <= hub.now().getTime()) await begin(key, members);
      }
    } catch (error) {
      hub.log.warn({ err: error }, 'channels could not be looked up; trying again');
    }
  }

  /** The channels that listen, by account. */
  async function findAccounts(): Promise<Map<string, ConnectedChannel[]>> {
    const active = await Channel.find({ removedAt: { $exists: false }, isPaused: false })
      .select({ _id: 1 })
      .sort({ _id: 1 })
      .lean<{ _id: ObjectId }[]>();
    const accounts = new Map<string, ConnectedChannel[]>();
    for (const { _id } of active) {
      const channel = await hub.channels.find(_id.toHexString());
      if (!channel?.connection.listen) continue;
      const key = `${channel.provider}:${channel.connection.listenKey ?? _id.toHexString()}`;
      accounts.set(key, [...(accounts.get(key) ?? []), channel]);
    }
    return accounts;
  }

  async function begin(key: string, members: ConnectedChannel[]): Promise<void> {
    const lease = await holdLease(`listen:${key}`, { holder, ttlMs: hub.config.LEASE_SECONDS * 1000, now: hub.now });
    if (!lease) return;
    const stop = new AbortController();
    const done = listen(key, members, lease, AbortSignal.any([stop.signal, lease.signal])).finally(() => listeners.delete(key));
    listeners.set(key, { members, stop, done });
  }

  async function listen(key: string, members: ConnectedChannel[], lease: KeptLease, signal: AbortSignal): Promise<void> {
    const ids = members.map(({ id }) => id.toHexString());
    hub.listening.begin(ids);
    try {
      const accept = async (payload: unknown) => {
        await Promise.all(members.map((channel) => acceptPayload(hub, channel, payload)));
        for (const id of ids) noteArrival(hub, id);
      };
      await members[0]?.connection.listen?.(accept, signal);
    } catch (error) {
      if (!signal.aborted) await noteFailure(key, members, error);
    } finally {
      hub.listening.end(ids);
      await lease.release().catch((error: unknown) => hub.log.warn({ err: error }, 'a lease could not be given back; it runs out'));
    }
  }

  /** A refused token is no passing fault: the channel is shown as failed, and tried again only now and then. */
  async function noteFailure(key: string, members: ConnectedChannel[], error: unknown): Promise<void> {
    hub.log.error(
      { err: error, channels: members.map(({ id }) => id.toHexString()) },
      'an account is not listened to any more; it starts again later',
    );
    resting.set(key, hub.now().getTime() + restMs);
    if (!(error instanceof ChannelError)) return;
    const health = { state: 'failed' as const, ...error.why };
    await Promise.all(members.map(({ id }) => recordHealth(hub, id, health, { retryInMs: restMs })));
  }

  async function end(key: string): Promise<void> {
    const listener = listeners.get(key);
    listener?.stop.abort();
    await listener?.done;
  }
}

/** Connections are made anew whenever a channel changes, so the same ones mean the same settings. */
function isSame(members: readonly ConnectedChannel[], now: readonly ConnectedChannel[] | undefined): boolean {
  return (
    now !== undefined && members.length === now.length && members.every(({ connection }, index) => connection === now[index]?.connection)
  );
}
