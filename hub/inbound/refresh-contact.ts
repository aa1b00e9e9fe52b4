import type { InboundMessage } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import { Identity } from '../domain/contact/model.ts';
import { renameContact } from '../domain/contact/rename.ts';
import { identityId } from '../domain/contact/recognise.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';

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
  if (event.sender.name === conversation.contact.name) return;
  const identity = await Identity.findOneAndUpdate({ _id, name: { $ne: event.sender.name } }, { $set: { name: event.sender.name } }).lean();
  // Only a contact that still bears the name its provider gave follows that name.
  if (identity) await renameContact(hub, conversation.workspaceId, identity.contactId, { from: identity.name, to: event.sender.name });
  await Conversation.updateMany(
    { workspaceId: conversation.workspaceId, contactId: conversation.contactId, 'contact.name': identity?.name ?? null },
    { $set: { 'contact.name': event.sender.name, changedAt: hub.now() }, $inc: { rev: 1 } },
  );
}
