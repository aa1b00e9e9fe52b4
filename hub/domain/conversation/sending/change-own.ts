import type { UpdateQuery } from 'mongoose';
import type { Connection } from '../../../../bots/contract/channel.ts';
import { ChannelError } from '../../../../bots/contract/error.ts';
import { authorize, can, type Actor } from '../../../core/actor.ts';
import type { ConnectedChannel } from '../../../core/parts/connected-channels.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import type { Unannounced } from '../../../core/parts/unannounced.ts';
import { refusalDetails } from '../../channel/refusal.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { getConversation } from '../get.ts';
import type { ConversationRecord } from '../model.ts';
import { refreshPreview } from '../refresh-preview.ts';
import { tellMessage } from '../recording/tell.ts';

export type ChangeOwnTools = Pick<Hub, 'announcer' | 'secrets' | 'now' | 'baseUrl' | 'channels' | 'wake' | 'log'>;

/** Which message. */
export interface MessagePlace {
  conversationId: string;
  messageId: string;
}

/** A message of a conversation the actor may see; throws conversation.unknown or message.unknown. */
export async function getMessage(
  actor: Actor,
  { conversationId, messageId }: MessagePlace,
): Promise<{ conversation: ConversationRecord; message: MessageRecord }> {
  const conversation = await getConversation(actor, conversationId);
  const message = await Message.findOne({
    _id: new ObjectId(messageId),
    conversationId: conversation._id,
    workspaceId: actor.workspaceId,
  }).lean<MessageRecord>();
  if (!message) throw new HubError('message.unknown', { messageId });
  return { conversation, message };
}

/** Throws unless the actor wrote it, or manages conversations of others: message.not-yours; message.unknown for one that was deleted. */
export function authorizeOwn(actor: Actor, message: MessageRecord): void {
  authorize(actor, message.kind === 'note' ? 'conversation.note' : 'conversation.reply');
  if (message.direction !== 'out' || message.kind === 'event') throw new HubError('message.not-yours');
  const isOwn =
    actor.type === 'agent' ? message.author.id?.equals(actor.agentId) : actor.type !== 'token' || message.author.id?.equals(actor.tokenId);
  if (!isOwn && !can(actor, 'conversation.take-over')) throw new HubError('message.not-yours');
  if (message.deletedAt) throw new HubError('message.unknown', { messageId: message._id.toHexString() });
}

/** True when the customer has it, so that a change must be made at the provider too. */
export function isAtCustomer({ kind, delivery, parts }: MessageRecord): boolean {
  return kind === 'text' && parts.length > 0 && delivery !== undefined && ['sent', 'delivered', 'read'].includes(delivery.state);
}

/** The channel's live connection; throws channel.unknown. */
export async function getChannelOf(hub: Pick<Hub, 'channels'>, message: MessageRecord): Promise<ConnectedChannel> {
  const channel = await hub.channels.find(message.channelId.toHexString());
  if (!channel) throw new HubError('channel.unknown', { channelId: message.channelId.toHexString() });
  return channel;
}

/** Does it at the provider; a refusal becomes channel.refused with the reason and the provider's words. */
export async function atProvider(connection: Connection, work: (connection: Connection) => Promise<void>): Promise<void> {
  try {
    await work(connection);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    throw new HubError('channel.refused', refusalDetails(error), { cause: error });
  }
}

/** Writes a change to a message of ours against the `rev` it was decided on, and announces it. Throws conversation.changed when somebody was faster. */
export async function writeChange(
  hub: ChangeOwnTools,
  { conversation, message }: { conversation: ConversationRecord; message: MessageRecord },
  what: Unannounced,
  update: { set: NonNullable<UpdateQuery<MessageRecord>['$set']>; unset?: Record<string, 1> },
): Promise<MessageRecord> {
  const at = hub.now();
  const changed = await Message.findOneAndUpdate(
    { _id: message._id, rev: message.rev },
    {
      $set: { ...update.set, updatedAt: at, unannouncedAt: at },
      ...(update.unset && { $unset: update.unset }),
      $addToSet: { unannounced: what },
      $inc: { rev: 1 },
    },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
  if (!changed) throw new HubError('conversation.changed');
  tellMessage(hub, changed, await refreshPreview(conversation, changed), [what]);
  return changed;
}
