import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** Something the console waits for from an agent. */
export interface ConsolePromptRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  botId: string;
  agentId: ObjectId;
  chatId: string;
  threadId: number | null;
  messageId?: number;
  kind: 'note' | 'snooze' | 'transfer' | 'hold' | 'correction' | 'link' | 'visitor' | 'sign-in';
  awaitsText: boolean;
  conversationId: ObjectId | null;
  data: Record<string, unknown>;
  expiresAt: Date;
}

const promptSchema = new Schema<ConsolePromptRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    botId: { type: String, required: true },
    agentId: { type: Schema.Types.ObjectId, required: true },
    chatId: { type: String, required: true },
    threadId: { type: Number, default: null },
    messageId: Number,
    kind: { type: String, required: true },
    awaitsText: { type: Boolean, required: true },
    conversationId: { type: Schema.Types.ObjectId, default: null },
    data: { type: Schema.Types.Mixed, default: {} },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);
promptSchema.index({ workspaceId: 1, botId: 1, agentId: 1, chatId: 1, awaitsText: 1 });
promptSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const ConsolePrompt = model<ConsolePromptRecord>('ConsolePrompt', promptSchema, 'consolePrompts');
