import type { InboundEventOf } from '../../../bots/contract/inbound.ts';
import { systemActor } from '../../core/actor.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import { Identity } from '../../domain/contact/model.ts';
import { identityId } from '../../domain/contact/recognise.ts';
import { changeConversation, type ChangeTools } from '../../domain/conversation/recording/change.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { slotIdOf } from '../../domain/conversation/slot.ts';

/** The customer blocked us, or may be written to again: kept on the identity, shown on the conversation and its timeline. What is older than what is known is left. */
export async function applyReachability(hub: ChangeTools, channel: ConnectedChannel, event: InboundEventOf<'reachability'>): Promise<void> {
  const isBlocked = event.state === 'blocked';
  const _id = identityId(channel.id, event.sender.externalId);
  const { matchedCount } = await Identity.updateOne(
    { _id, $or: [{ reachabilityAt: { $exists: false } }, { reachabilityAt: { $lte: event.at } }] },
    { $set: { unreachableSince: isBlocked ? event.at : null, reachabilityAt: event.at } },
  );
  if (matchedCount === 0 && (await Identity.exists({ _id }))) return;
  const conversation = await Conversation.findOne({ slotId: slotIdOf(channel.id, event.chatId), live: true }).lean<ConversationRecord>();
  if (!conversation) return;
  await changeConversation(hub, systemActor(channel.workspaceId, event.sender.name), {
    conversationId: conversation._id,
    where: { unreachable: !isBlocked },
    set: { unreachable: isBlocked },
    fact: { type: 'conversation.changed', data: {} },
    event: { type: event.state, data: {} },
  });
}
