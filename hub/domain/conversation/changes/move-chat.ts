import type { ConnectedChannel } from '../../../core/parts/connected-channels.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { Conversation } from '../model.ts';
import { ConversationSlot, slotIdOf } from '../slot.ts';

/** The provider gave a chat a new id: its conversations go on under the new one. Old messages keep theirs, since their provider ids are void with it. */
export async function moveChat(channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>, chatId: string, newChatId: string): Promise<void> {
  const slotId = slotIdOf(channel.id, chatId);
  const slot = await ConversationSlot.findOne({ _id: slotId, workspaceId: channel.workspaceId }).lean();
  if (!slot) return;
  await insertOnce(ConversationSlot, { ...slot, _id: slotIdOf(channel.id, newChatId), chatId: newChatId });
  await Conversation.updateMany({ slotId }, { $set: { slotId: slotIdOf(channel.id, newChatId), chatId: newChatId } });
}
