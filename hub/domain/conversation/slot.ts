import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';
import { naturalId } from '../../database/natural-id.ts';

export interface ConversationSlotRecord {
  /** Of channel and chat: what two racing webhooks compete for. */
  _id: ObjectId;
  workspaceId: ObjectId;
  channelId: ObjectId;
  chatId: string;
  contactId: ObjectId;
  createdAt: Date;
}

const slotSchema = new Schema<ConversationSlotRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    channelId: { type: Schema.Types.ObjectId, required: true },
    chatId: { type: String, required: true },
    contactId: { type: Schema.Types.ObjectId, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

slotSchema.index({ workspaceId: 1, contactId: 1 });

/** A provider's chat: its conversations follow one another in it, and the last one is live. */
export const ConversationSlot = model<ConversationSlotRecord>('ConversationSlot', slotSchema, 'conversationSlots');

/** The key of a chat's slot. */
export function slotIdOf(channelId: ObjectId, chatId: string): ObjectId {
  return naturalId('slot', channelId.toHexString(), chatId);
}
