import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { Conversation } from '../model.ts';
import type { MessageRecord } from '../../timeline/model.ts';
import { getMessage, writeChange, type ChangeOwnTools, type MessagePlace } from './change-own.ts';

/** Sends a failed or doubtful message once more; parts that went out are not repeated. Throws message.not-retryable. */
export async function retryMessage(hub: ChangeOwnTools, actor: Actor, place: MessagePlace): Promise<MessageRecord> {
  authorize(actor, 'conversation.reply');
  const found = await getMessage(actor, place);
  const { conversation, message } = found;
  const state = message.delivery?.state;
  if (message.deletedAt || (state !== 'failed' && state !== 'unknown'))
    throw new HubError('message.not-retryable', { state: state ?? null });
  const retried = await writeChange(hub, found, 'delivery', { set: { delivery: { state: 'queued', attempts: 0, queuedAt: hub.now() } } });
  await Conversation.updateOne({ _id: conversation._id }, { $set: { 'outbound.dueAt': hub.now() }, $inc: { 'outbound.version': 1 } });
  hub.wake.ring('outbound', { channelId: conversation.channelId.toHexString(), conversationId: conversation._id.toHexString() });
  return retried;
}
