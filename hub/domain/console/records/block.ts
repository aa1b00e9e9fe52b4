import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** A block from Telegram that ends by itself. */
export interface TimedBlockRecord {
  /** The contact's id. */
  _id: ObjectId;
  workspaceId: ObjectId;
  until: Date;
}

const blockSchema = new Schema<TimedBlockRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    until: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
blockSchema.index({ workspaceId: 1, until: 1 });

export const TimedBlock = model<TimedBlockRecord>('TimedBlock', blockSchema, 'consoleBlocks');
