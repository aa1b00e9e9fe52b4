import type { InboundMessage } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import { Identity } from '../domain/contact/model.ts';
import { identityId } from '../domain/contact/recognise.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { takeName } from './profile/take-name.ts';

const learntLimit = 10_000;
/** Which aliases of whom this process has stored, so that a message costs no update that changes nothing. */
const learnt = new Map<string, string>();

/** Keeps the other ids of a sender, under any of which the same person may write another time. */
async function learnAliases({ id, workspaceId }: ConnectedChannel, { externalId, aliases }: InboundMessage['sender']): Promise<void> {
  if (!aliases?.length) return;
  const _id = identityId(id, externalId);
  const told = aliases.join('\n');
  if (learnt.get(_id.toHexString()) === told) return;
  await Identity.updateOne({ _id, workspaceId }, { $addToSet: { aliases: { $each: aliases } } });
  if (learnt.size >= learntLimit) learnt.clear();
  learnt.set(_id.toHexString(), told);
}

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
    // Later than the block, whichever clocks the two go by: told again, that is old.
    const at = { $max: [event.sentAt, { $add: ['$reachabilityAt', 1] }] };
    await Identity.updateOne({ _id }, [{ $set: { unreachableSince: null, reachabilityAt: at } }], { updatePipeline: true });
    await Conversation.updateOne({ _id: conversation._id }, { $set: { unreachable: false, changedAt: hub.now() }, $inc: { rev: 1 } });
  }
  await learnAliases(channel, event.sender);
  if (event.sender.isNameMade || event.sender.name === conversation.contact.name) return;
  await takeName(hub, channel, event.sender, conversation.contactId);
}
