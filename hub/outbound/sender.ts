import { createRateBudget } from '../../bots/kit/rate-budget.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import { ObjectId } from '../core/ids.ts';
import type { WakeCalls } from '../core/parts/wake.ts';
import { isElsewhere } from '../core/parts/listening.ts';
import { isRefused } from '../domain/channel/refusal.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { abandonConversation } from './abandon.ts';
import type { DeliverTools } from './deliver.ts';
import { sendConversation, type Budget } from './send-conversation.ts';
import { markWaiting } from './wait-for-account.ts';
import { claimConversation, releaseConversation, type Held } from './work.ts';

/** The worker for what goes out: at once when rung, and by the sweep. */
export interface Sender {
  /** Looks for conversations that are due, channel by channel, so that a slow or blocked account never hides another's. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** How soon a process finds what others queued for the accounts it alone may use. */
const listenedEveryMs = 1000;

/** Conversations of one channel that are sent to side by side. */
const perChannel = 16;

interface Lane {
  running: Map<string, Promise<void>>;
  waiting: Map<string, WakeCalls['outbound']>;
  budget: Budget | null;
}

/** Starts the sender of this process. */
export function startSender(hub: DeliverTools): Sender {
  const lanes = new Map<string, Lane>();
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  const unanswer = hub.wake.answer('outbound', enqueue);
  let looking: Promise<void> | undefined;
  const listenedTimer = setInterval(() => {
    looking ??= sweepListened().finally(() => (looking = undefined));
  }, listenedEveryMs);

  return {
    async sweep() {
      const now = hub.now();
      for (const channelId of await dueChannels(now)) await enqueueDue(channelId, now);
    },
    async stop() {
      isStopped = true;
      clearInterval(listenedTimer);
      unanswer();
      for (const timer of timers) clearTimeout(timer);
      await looking;
      await Promise.all([...lanes.values()].flatMap((lane) => [...lane.running.values()]));
    },
  };

  async function enqueueDue(channelId: ObjectId, now: Date): Promise<void> {
    const due = await Conversation.find({ channelId, 'outbound.dueAt': { $lte: now } })
      .sort({ 'outbound.dueAt': 1 })
      .limit(200)
      .select({ _id: 1 })
      .lean<{ _id: ObjectId }[]>();
    for (const { _id } of due) enqueue({ channelId: channelId.toHexString(), conversationId: _id.toHexString() });
  }

  /** What only this process can send, whoever of the hubs was asked to and whichever the sweep runs in. */
  async function sweepListened(): Promise<void> {
    try {
      for (const channelId of hub.listening.ids()) {
        const channel = await hub.channels.find(channelId);
        if (channel?.connection.sendsWhereItListens) await enqueueDue(channel.id, hub.now());
      }
    } catch (error) {
      hub.log.warn({ err: error }, 'what waits for the channels of this process could not be looked up; trying again');
    }
  }

  function enqueue(call: WakeCalls['outbound']): void {
    const lane: Lane = lanes.get(call.channelId) ?? { running: new Map(), waiting: new Map(), budget: null };
    lanes.set(call.channelId, lane);
    // A lease that came with the message must not be forgotten for a bare ring.
    lane.waiting.set(call.conversationId, { ...lane.waiting.get(call.conversationId), ...call });
    fill(lane);
  }

  function fill(lane: Lane): void {
    if (isStopped) return;
    for (const [conversationId, call] of lane.waiting) {
      if (lane.running.size >= perChannel) return;
      if (lane.running.has(conversationId)) continue;
      lane.waiting.delete(conversationId);
      const work = run(lane, call).finally(() => {
        lane.running.delete(conversationId);
        fill(lane);
      });
      lane.running.set(conversationId, work);
    }
  }

  async function run(lane: Lane, { channelId, conversationId, held }: WakeCalls['outbound']): Promise<void> {
    try {
      const channel = await hub.channels.find(channelId);
      const id = new ObjectId(conversationId);
      // A paused channel keeps its queue, and so does one that another process listens to; the sweep comes back to it, and must not find a lease that nobody uses.
      if (channel && (channel.isPaused || isElsewhere(hub.listening, channel))) return held ? await putBack(adopt(id, held)) : undefined;
      const lease = held ? adopt(id, held) : await claimConversation(hub, id);
      if (!lease) return;
      if (!channel) return await abandonConversation(hub, lease);
      if (await isRefused(channel)) return void (await releaseConversation(lease, await markWaiting(hub, id)));
      hub.step('out.claimed');
      lane.budget ??= budgetOf(channel);
      await sendConversation(hub, channel, lease, noting(lane.budget, { channelId, conversationId }));
    } catch (error) {
      hub.log.error({ err: error, conversationId }, 'sending stopped; the sweep takes it up again');
    }
  }

  async function putBack(lease: Held): Promise<void> {
    await releaseConversation(lease, hub.now());
  }

  function adopt(
    conversationId: ObjectId,
    { token, version, messageId, chatId, customerWroteAt }: NonNullable<WakeCalls['outbound']['held']>,
  ): Held {
    return {
      conversationId,
      token,
      version,
      customerWroteAt,
      first: { messageId: new ObjectId(messageId), chatId },
      leasedUntil: new Date(hub.now().getTime() + hub.config.OUTBOUND_LEASE_SECONDS * 1000),
    };
  }

  function budgetOf(channel: ConnectedChannel): Budget {
    const { accountPerSecond, chatPerSecond, chatBurst } = channel.kind.abilities.rate;
    const budget = createRateBudget({
      account: { perSecond: accountPerSecond, burst: accountPerSecond },
      key: { perSecond: chatPerSecond, burst: chatBurst },
      now: () => hub.now().getTime(),
    });
    return (chatId) => budget.take(chatId);
  }

  /** A send that waits for its budget is rung again when the wait is over, sooner than a sweep would come. */
  function noting(budget: Budget, call: WakeCalls['outbound']): Budget {
    return (chatId) => {
      const waitMs = budget(chatId);
      if (waitMs > 0) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          enqueue(call);
        }, waitMs + 5);
        timers.add(timer);
      }
      return waitMs;
    };
  }
}

function dueChannels(now: Date): Promise<ObjectId[]> {
  return Conversation.distinct('channelId', { 'outbound.dueAt': { $lte: now } }).exec();
}
