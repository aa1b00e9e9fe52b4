import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** One conversation's topic in a group. */
export interface ConsoleThreadRecord {
  /** Of workspace, bot, chat and conversation: the lock before a topic is made. */
  _id: ObjectId;
  workspaceId: ObjectId;
  botId: string;
  chatId: string;
  /** 0 until the first topic exists. */
  threadId: number;
  conversationId: ObjectId;
  state: 'open' | 'recreating';
  claimedAt: Date;
  /** Which process is making the topic. */
  claimedBy: string;
  isSilent: boolean;
  shownTitle?: string;
  shownIcon?: string;
  renamedAt?: Date;
}

const threadSchema = new Schema<ConsoleThreadRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    botId: { type: String, required: true },
    chatId: { type: String, required: true },
    threadId: { type: Number, required: true },
    conversationId: { type: Schema.Types.ObjectId, required: true },
    state: { type: String, required: true },
    claimedAt: { type: Date, required: true },
    claimedBy: { type: String, required: true },
    isSilent: { type: Boolean, default: false },
    shownTitle: String,
    shownIcon: String,
    renamedAt: Date,
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
threadSchema.index({ workspaceId: 1, botId: 1, chatId: 1, threadId: 1 });
threadSchema.index({ workspaceId: 1, botId: 1, conversationId: 1 });
// Topics of closed conversations by the time they were closed, to be deleted one day.
threadSchema.index({ workspaceId: 1, botId: 1, renamedAt: 1 }, { partialFilterExpression: { shownIcon: 'closed' } });

export const ConsoleThread = model<ConsoleThreadRecord>('ConsoleThread', threadSchema, 'consoleThreads');
