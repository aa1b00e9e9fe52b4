import { setTimeout as wait } from 'node:timers/promises';
import { ChannelError } from '../../bots/contract/error.ts';
import type { SendResult } from '../../bots/contract/outbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { ObjectId } from '../core/ids.ts';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { applyPendingOf } from '../domain/conversation/changes/pending-updates.ts';
import { moveChat } from '../domain/conversation/changes/move-chat.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { recordHealth } from '../domain/channel/health.ts';
import { noteOutcome } from '../domain/channel/traffic.ts';
import { Identity } from '../domain/contact/model.ts';
import { Message, type DeliveryRecord, type MessageRecord } from '../domain/timeline/model.ts';
import { renderOutbound } from './render.ts';
import { retryDelay } from './retry-delay.ts';
import { askToWait, giveUpAfterMs, markWaiting } from './wait-for-account.ts';
import type { Held } from './work.ts';

export type DeliverTools = Pick<
  Hub,
  'now' | 'log' | 'announcer' | 'secrets' | 'baseUrl' | 'channels' | 'files' | 'config' | 'wake' | 'step' | 'facts' | 'listening'
>;

/** How a delivery ended for the worker: go on with the next message, or come back later. */
export type Verdict = { next: true } | { next: false; again: Date };

/**
 * Sends one message of a held conversation and records what came of it. Every write is fenced by the worker's token, so one that
 * lost its lease while the provider was slow records nothing.
 */
export async function deliverMessage(hub: DeliverTools, channel: ConnectedChannel, held: Held, messageId: ObjectId): Promise<Verdict> {
  const message = await Message.findOneAndUpdate(
    { _id: messageId, 'delivery.state': 'queued' },
    { $set: { 'delivery.state': 'sending', 'delivery.token': held.token, updatedAt: hub.now() }, $inc: { rev: 1, 'delivery.attempts': 1 } },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
  if (!message) return { next: true };
  hub.step('out.sending');
  let sent: SendResult;
  try {
    sent = await channel.connection.send(renderOutbound(hub, channel, message, held.customerWroteAt));
  } catch (error) {
    return whileDatabaseIsAway(() => recordFailure(hub, channel, held, message, error));
  }
  hub.step('out.accepted');
  await whileDatabaseIsAway(() => recordSent(hub, channel, held, message, sent));
  return { next: true };
}

const patienceMs = 12_000;

/** What the provider did is known, and must not become a doubt because the database is away for a moment: the record is tried again for most of a lease's time. */
async function whileDatabaseIsAway<Result>(record: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await record();
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() - startedAt > patienceMs) throw error;
      await wait(300);
    }
  }
}

async function recordSent(
  hub: DeliverTools,
  channel: ConnectedChannel,
  held: Held,
  message: MessageRecord,
  { parts, movedTo }: SendResult,
): Promise<void> {
  const [first] = parts;
  const sent = await finish(hub, held, message, ({ attempts, queuedAt }) => ({ state: 'sent', attempts, queuedAt }), {
    parts,
    ...(first && { externalId: first.externalId }),
    sentAt: hub.now(),
  });
  hub.step('out.recorded');
  if (movedTo !== undefined) await moveChat(channel, message.chatId, movedTo);
  if (!sent) return;
  // Receipts may have come before the ids they speak of were known.
  await applyPendingOf(hub, channel, sent);
  await noteOutcome(hub, channel.id, 'sent');
  await recordHealth(hub, channel.id, { state: 'ok' });
}

async function recordFailure(
  hub: DeliverTools,
  channel: ConnectedChannel,
  held: Held,
  message: MessageRecord,
  error: unknown,
): Promise<Verdict> {
  if (!(error instanceof ChannelError)) {
    hub.log.error(
      { err: error, messageId: message._id.toHexString() },
      'an adapter failed in an unforeseen way; whether the message went out is not known',
    );
  }
  const failure = error instanceof ChannelError ? error : new ChannelError('no-answer', { cause: error });
  const { reason, detail, sentParts } = failure;
  const parts = sentParts.length > 0 ? { parts: sentParts } : {};
  const words = { reason, ...(detail && { detail }) };
  if (failure.movedTo !== undefined) await moveChat(channel, message.chatId, failure.movedTo);
  const queuedFor = hub.now().getTime() - (message.delivery?.queuedAt.getTime() ?? 0);

  if (failure.isRetryable && queuedFor < giveUpAfterMs) {
    const again = new Date(hub.now().getTime() + retryDelay(failure, message.delivery?.attempts ?? 1));
    await finish(
      hub,
      held,
      message,
      ({ attempts, queuedAt }) => ({ state: 'queued', attempts, queuedAt, retryAt: again, ...words }),
      parts,
    );
    return { next: false, again };
  }
  const untilConnected = reason === 'auth-expired' && queuedFor < giveUpAfterMs ? await askToWait(hub, channel, message, failure) : null;
  if (untilConnected) {
    await finish(hub, held, message, ({ attempts, queuedAt }) => ({ state: 'queued', attempts, queuedAt, ...words }), parts);
    await markWaiting(hub, held.conversationId);
    return { next: false, again: untilConnected };
  }
  const isDoubtful = reason === 'no-answer' && !channel.kind.abilities.idempotentSend;
  await finish(
    hub,
    held,
    message,
    ({ attempts, queuedAt }) => ({ state: isDoubtful ? 'unknown' : 'failed', attempts, queuedAt, ...words }),
    parts,
  );
  await noteOutcome(hub, channel.id, 'failed');
  await noteRefusal(hub, channel, message, failure);
  return { next: true };
}

/** Writes the outcome if the lease's token still stands in the message; null when another worker has judged it meanwhile. */
async function finish(
  hub: DeliverTools,
  held: Held,
  message: MessageRecord,
  outcome: (before: DeliveryRecord) => DeliveryRecord,
  set: Partial<Pick<MessageRecord, 'parts' | 'externalId' | 'sentAt'>>,
): Promise<MessageRecord | null> {
  const { delivery } = message;
  if (!delivery) return null;
  const at = hub.now();
  const finished = await Message.findOneAndUpdate(
    { _id: message._id, 'delivery.state': 'sending', 'delivery.token': held.token },
    {
      $set: { ...set, delivery: outcome(delivery), updatedAt: at, unannouncedAt: at },
      $addToSet: { unannounced: 'delivery' },
      $inc: { rev: 1 },
    },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
  const conversation = finished && (await Conversation.findOne({ _id: finished.conversationId }).lean<ConversationRecord>());
  if (finished && conversation) tellMessage(hub, finished, conversation, ['delivery']);
  return finished;
}

/** What a refusal says of more than this message: the customer blocks us, or the account is broken. */
async function noteRefusal(
  hub: DeliverTools,
  channel: ConnectedChannel,
  message: MessageRecord,
  { reason, why }: ChannelError,
): Promise<void> {
  if (reason === 'auth-expired' || reason === 'account-restricted') {
    await recordHealth(hub, channel.id, { state: 'failed', ...why });
  }
  if (reason !== 'blocked') return;
  const conversation = await Conversation.findOneAndUpdate(
    { _id: message.conversationId, unreachable: false },
    { $set: { unreachable: true, changedAt: hub.now() }, $inc: { rev: 1 } },
    { returnDocument: 'after' },
  ).lean<ConversationRecord>();
  if (conversation)
    await Identity.updateMany({ channelId: channel.id, contactId: conversation.contactId }, { $set: { unreachableSince: hub.now() } });
}
