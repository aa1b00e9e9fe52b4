import { ChannelError } from '../../bots/contract/error.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import { createHolderName, holdLease, type KeptLease } from '../database/lease.ts';
import { recordHealth } from '../domain/channel/health.ts';
import { Channel } from '../domain/channel/model.ts';
import { acceptPayload } from './accept.ts';
import type { InboundTools } from './receive-message.ts';

interface Listening {
  stop(): Promise<void>;
}

const lookAgainMs = 5000;
const restMs = 60_000;

/**
 * Listens to every channel that fetches its updates itself (long polling). One hub at a time listens to a channel, by a lease; when
 * that hub dies, another takes over within the lease's time.
 */
export function startListening(hub: InboundTools & Pick<Hub, 'config'>): Listening {
  const holder = createHolderName();
  const listeners = new Map<string, { stop: AbortController; done: Promise<void> }>();
  /** Channels whose provider refused us, and until when they are left alone (ms since 1970). */
  const resting = new Map<string, number>();
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;
  const lookSoon = () => {
    looking = looking.then(look, look);
  };

  const timer = setInterval(lookSoon, lookAgainMs);
  const unanswer = hub.wake.answer('channel', ({ channelId }) => {
    // What is stopped here starts anew, with the settings of now, at the look that follows.
    resting.delete(channelId);
    looking = looking.then(() => end(channelId)).then(look, look);
  });
  lookSoon();

  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      unanswer();
      await looking;
      await Promise.all([...listeners.keys()].map(end));
    },
  };

  async function look(): Promise<void> {
    if (isStopped) return;
    try {
      const active = await Channel.find({ removedAt: { $exists: false }, isPaused: false })
        .select({ _id: 1 })
        .lean();
      const wanted = new Set(active.map(({ _id }) => _id.toHexString()));
      await Promise.all([...listeners.keys()].filter((channelId) => !wanted.has(channelId)).map(end));
      const rested = [...wanted].filter((channelId) => (resting.get(channelId) ?? 0) <= hub.now().getTime());
      for (const channelId of rested) if (!listeners.has(channelId)) await begin(channelId);
    } catch (error) {
      hub.log.warn({ err: error }, 'channels could not be looked up; trying again');
    }
  }

  async function begin(channelId: string): Promise<void> {
    const channel = await hub.channels.find(channelId);
    if (!channel?.connection.listen) return;
    const lease = await holdLease(`listen:${channelId}`, { holder, ttlMs: hub.config.LEASE_SECONDS * 1000, now: hub.now });
    if (!lease) return;
    const stop = new AbortController();
    const done = listen(channel, lease, AbortSignal.any([stop.signal, lease.signal])).finally(() => listeners.delete(channelId));
    listeners.set(channelId, { stop, done });
  }

  async function listen(channel: ConnectedChannel, lease: KeptLease, signal: AbortSignal): Promise<void> {
    try {
      await channel.connection.listen?.((payload) => acceptPayload(hub, channel, payload), signal);
    } catch (error) {
      if (!signal.aborted) await noteFailure(channel, error);
    } finally {
      await lease.release().catch((error: unknown) => hub.log.warn({ err: error }, 'a lease could not be given back; it runs out'));
    }
  }

  /** A refused token is no passing fault: the channel is shown as failed, and tried again only now and then. */
  async function noteFailure(channel: ConnectedChannel, error: unknown): Promise<void> {
    const channelId = channel.id.toHexString();
    hub.log.error({ err: error, channelId }, 'a channel stopped listening; it starts again later');
    resting.set(channelId, hub.now().getTime() + restMs);
    if (error instanceof ChannelError) await recordHealth(hub, channel.id, { state: 'failed', reason: error.detail ?? error.reason });
  }

  async function end(channelId: string): Promise<void> {
    const listener = listeners.get(channelId);
    listener?.stop.abort();
    await listener?.done;
  }
}
