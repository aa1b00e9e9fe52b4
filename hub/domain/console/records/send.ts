import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** An intent to show something in one Telegram chat: the console's outbox. */
export interface ConsoleSendRecord {
  /** Of workspace, bot, chat and collapse key where it has one, so that there is never a second of the same. */
  _id: ObjectId;
  workspaceId: ObjectId;
  botId: string;
  chatId: string;
  /** One of SendKind of the console. */
  kind: string;
  inTopic: boolean;
  conversationId: ObjectId | null;
  hubMessageId: ObjectId | null;
  /** The place of the message in its conversation; 0 without one. */
  seq: number;
  data: Record<string, unknown>;
  /** Lower goes first. */
  priority: number;
  dueAt: Date;
  attempts: number;
  state: 'waiting' | 'sending' | 'failed';
  /** Raised when it is replaced: what is being delivered then goes out once more. */
  version: number;
  token?: string;
  leasedUntil?: Date;
  createdAt: Date;
  reason?: string;
  /** Given up: kept so long for the admin. */
  expiresAt?: Date;
}

const sendSchema = new Schema<ConsoleSendRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    botId: { type: String, required: true },
    chatId: { type: String, required: true },
    kind: { type: String, required: true },
    inTopic: { type: Boolean, required: true },
    conversationId: { type: Schema.Types.ObjectId, default: null },
    hubMessageId: { type: Schema.Types.ObjectId, default: null },
    seq: { type: Number, required: true },
    data: { type: Schema.Types.Mixed, default: {} },
    priority: { type: Number, required: true },
    dueAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    state: { type: String, required: true },
    version: { type: Number, required: true },
    token: String,
    leasedUntil: Date,
    createdAt: { type: Date, required: true },
    reason: String,
    expiresAt: Date,
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);
sendSchema.index({ workspaceId: 1, botId: 1, state: 1, dueAt: 1 });
sendSchema.index({ workspaceId: 1, botId: 1, chatId: 1, state: 1, priority: 1, createdAt: 1 });
sendSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const ConsoleSend = model<ConsoleSendRecord>('ConsoleSend', sendSchema, 'consoleSends');
