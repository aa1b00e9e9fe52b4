import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** An update of Telegram that was handled, or that could not be and waits to be replayed. */
export interface ConsoleUpdateRecord {
  /** Of workspace, bot and update id. */
  _id: ObjectId;
  workspaceId: ObjectId;
  botId: string;
  updateId: number;
  /** Since when it is parked; absent: it was handled. */
  parkedAt?: Date;
  update?: string;
  reason?: string;
  expiresAt: Date;
}

const updateSchema = new Schema<ConsoleUpdateRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    botId: { type: String, required: true },
    updateId: { type: Number, required: true },
    parkedAt: Date,
    update: String,
    reason: String,
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
updateSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
updateSchema.index({ workspaceId: 1, parkedAt: 1 }, { partialFilterExpression: { parkedAt: { $exists: true } } });

export const ConsoleUpdate = model<ConsoleUpdateRecord>('ConsoleUpdate', updateSchema, 'consoleUpdates');
