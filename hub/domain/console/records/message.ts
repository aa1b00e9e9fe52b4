import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** What a Telegram message of the console stands for. */
export interface ConsoleMessageRecord {
  /** Of workspace, bot, chat and Telegram's id. */
  _id: ObjectId;
  workspaceId: ObjectId;
  botId: string;
  chatId: string;
  messageId: number;
  threadId?: number;
  conversationId: ObjectId;
  hubMessageId: ObjectId | null;
  seq: number;
  part: number;
  attachmentId?: string;
  kind: 'card' | 'relay' | 'own' | 'note' | 'notice' | 'prompt';
  createdAt: Date;
}

const messageSchema = new Schema<ConsoleMessageRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    botId: { type: String, required: true },
    chatId: { type: String, required: true },
    messageId: { type: Number, required: true },
    threadId: Number,
    conversationId: { type: Schema.Types.ObjectId, required: true },
    hubMessageId: { type: Schema.Types.ObjectId, default: null },
    seq: { type: Number, required: true },
    part: { type: Number, required: true },
    attachmentId: String,
    kind: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
messageSchema.index({ workspaceId: 1, botId: 1, hubMessageId: 1, part: 1 });
messageSchema.index({ workspaceId: 1, botId: 1, chatId: 1, conversationId: 1, seq: -1 });

export const ConsoleMessage = model<ConsoleMessageRecord>('ConsoleMessage', messageSchema, 'consoleMessages');
