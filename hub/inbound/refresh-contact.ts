import type { InboundMessage } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import { Identity } from '../domain/contact/model.ts';
import { identityId } from '../domain/contact/recognise.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { takeName } from './profile/take-name.ts';

/** Takes over a new name from the provider (unless the team renamed the contact), and notes that somebody who writes is reachable again. */
export async function refreshContact(
  hub: Pick<Hub, 'now'>,
  channel: ConnectedChannel,
  event: InboundMessage,
  conversation: ConversationRecord,
): Promise<void> {
  if (event.echo) return;
  const _id = identityId(channel.id, event.sender.externalId);
  if (conversation.unreachable) {
    await Identity.updateOne({ _id }, { $set: { unreachableSince: null } });
    await Conversation.updateOne({ _id: conversation._id }, { $set: { unreachable: false, changedAt: hub.now() }, $inc: { rev: 1 } });
  }
  if (event.sender.isNameMade || event.sender.name === conversation.contact.name) return;
  await takeName(hub, channel, event.sender, conversation.contactId);
}
