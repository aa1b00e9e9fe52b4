import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** One copy of a conversation's card. */
export interface ConsoleCardRecord {
  /** Of workspace, bot, chat and conversation. */
  _id: ObjectId;
  workspaceId: ObjectId;
  botId: string;
  chatId: string;
  conversationId: ObjectId;
  messageId: number;
  threadId?: number;
  fromSeq: number;
  shownSeq: number;
  renderedHash: string;
}

const cardSchema = new Schema<ConsoleCardRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    botId: { type: String, required: true },
    chatId: { type: String, required: true },
    conversationId: { type: Schema.Types.ObjectId, required: true },
    messageId: { type: Number, required: true },
    threadId: Number,
    fromSeq: { type: Number, required: true },
    shownSeq: { type: Number, required: true },
    renderedHash: { type: String, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
cardSchema.index({ workspaceId: 1, botId: 1, conversationId: 1 });

export const ConsoleCard = model<ConsoleCardRecord>('ConsoleCard', cardSchema, 'consoleCards');
