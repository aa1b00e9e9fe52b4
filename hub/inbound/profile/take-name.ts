import type { Sender } from '../../../bots/contract/inbound.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Identity } from '../../domain/contact/model.ts';
import { identityId } from '../../domain/contact/recognise.ts';
import { renameContact } from '../../domain/contact/rename.ts';
import { Conversation } from '../../domain/conversation/model.ts';

/** Takes over the name a provider has for a contact. Only a contact that still bears the name its provider gave before follows it; one the team renamed stays. */
export async function takeName(
  hub: Pick<Hub, 'now'>,
  channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>,
  { externalId, name }: Pick<Sender, 'externalId' | 'name'>,
  contactId: ObjectId,
): Promise<void> {
  const { id, workspaceId } = channel;
  const _id = identityId(id, externalId);
  const identity = await Identity.findOneAndUpdate({ _id, workspaceId, name: { $ne: name } }, { $set: { name } }).lean();
  if (identity) await renameContact(hub, workspaceId, identity.contactId, { from: identity.name, to: name });
  await Conversation.updateMany(
    { workspaceId, contactId, 'contact.name': identity?.name ?? null },
    { $set: { 'contact.name': name, changedAt: hub.now() }, $inc: { rev: 1 } },
  );
}
