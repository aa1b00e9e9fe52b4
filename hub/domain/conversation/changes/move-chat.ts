import type { ConnectedChannel } from '../../../core/parts/connected-channels.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { Identity, type IdentityRecord } from '../../contact/model.ts';
import { identityId } from '../../contact/recognise.ts';
import { Conversation } from '../model.ts';
import { ConversationSlot, slotIdOf } from '../slot.ts';

/**
 * The provider gave a chat a new id: its conversations go on under the new one. Old messages keep theirs, since their provider ids are void with it.
 * Where the id is the person's own, they are known by the new one as well.
 */
export async function moveChat(channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>, chatId: string, newChatId: string): Promise<void> {
  await movePerson(channel, chatId, newChatId);
  const slotId = slotIdOf(channel.id, chatId);
  const slot = await ConversationSlot.findOne({ _id: slotId, workspaceId: channel.workspaceId }).lean();
  if (!slot) return;
  await insertOnce(ConversationSlot, { ...slot, _id: slotIdOf(channel.id, newChatId), chatId: newChatId });
  await Conversation.updateMany({ slotId }, { $set: { slotId: slotIdOf(channel.id, newChatId), chatId: newChatId } });
}

async function movePerson({ id, workspaceId }: Pick<ConnectedChannel, 'id' | 'workspaceId'>, before: string, now: string): Promise<void> {
  const known = await Identity.findOne({ _id: identityId(id, before), workspaceId }).lean<IdentityRecord>();
  if (known) await insertOnce(Identity, { ...known, _id: identityId(id, now), externalId: now });
  // Somebody who is known by another id, and had this one beside it.
  await Identity.updateMany({ workspaceId, channelId: id, aliases: before }, { $addToSet: { aliases: now } });
}
