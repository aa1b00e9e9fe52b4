import type { ChannelError } from '../../bots/contract/error.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { ObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import { isOutdated, refuseCredentials } from '../domain/channel/refusal.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';

/** How long a message is tried, in milliseconds since it was queued, before it fails. */
export const giveUpAfterMs = 24 * 3_600_000;

/** How soon what waits for its account is looked at again; an account that is well again makes it at once. */
const lookAgainMs = 30_000;
/** How soon a message is tried by a connection with newer credentials. */
const newerMs = 500;

const waitingFor = 'auth-expired';

/**
 * A message whose account was refused waits until the channel is connected again, and everything of the channel with it: gives when to look
 * again, or null where waiting is no use.
 */
export async function askToWait(
  hub: Pick<Hub, 'facts' | 'now' | 'channels'>,
  channel: ConnectedChannel,
  { delivery }: Pick<MessageRecord, 'delivery'>,
  { why }: Pick<ChannelError, 'why'>,
): Promise<Date | null> {
  const at = hub.now().getTime();
  // Such an account sends nothing while it is signed out, and tells by itself when it is well again.
  if (channel.connection.sendsWhereItListens) return new Date(at + lookAgainMs);
  if (await isOutdated(channel)) {
    await hub.channels.drop(channel.id.toHexString());
    return new Date(at + newerMs);
  }
  // Refused once more, though the account was found well in between: it is this message that the provider won't have.
  if (delivery?.reason === waitingFor && delivery.attempts > 1) return null;
  await refuseCredentials(hub, channel, why);
  return new Date(at + lookAgainMs);
}

/**
 * Says of everything a conversation has to send that it waits for its account; what has waited for a day fails. Gives when to look again.
 * The changes are told by the sweep.
 */
export async function markWaiting(hub: Pick<Hub, 'now'>, conversationId: ObjectId): Promise<Date> {
  const at = hub.now();
  const queued = { conversationId, 'delivery.state': 'queued' as const };
  const told = { $addToSet: { unannounced: 'delivery' as const }, $inc: { rev: 1 } };
  const changed = { 'delivery.reason': waitingFor, updatedAt: at, unannouncedAt: at };
  await Message.updateMany(
    { ...queued, 'delivery.queuedAt': { $lte: new Date(at.getTime() - giveUpAfterMs) } },
    { ...told, $set: { ...changed, 'delivery.state': 'failed' }, $unset: { 'delivery.retryAt': 1 } },
  );
  await Message.updateMany(
    { ...queued, 'delivery.reason': { $ne: waitingFor } },
    { ...told, $set: changed, $unset: { 'delivery.retryAt': 1, 'delivery.detail': 1 } },
  );
  return new Date(at.getTime() + lookAgainMs);
}

/** The account is well again: whatever of the channel waits is looked at by the next sweep. */
export async function resumeSending(
  hub: Pick<Hub, 'now'>,
  { workspaceId, channelId }: { workspaceId: ObjectId; channelId: ObjectId },
): Promise<void> {
  const at = hub.now();
  await Conversation.updateMany({ workspaceId, channelId, 'outbound.dueAt': { $gt: at } }, { $set: { 'outbound.dueAt': at } });
}
