import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** A hint that was given and must not be repeated before its time. */
export interface HintRecord {
  /** Of workspace, bot and the hint's key. */
  _id: ObjectId;
  workspaceId: ObjectId;
  until: Date;
}

const hintSchema = new Schema<HintRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    until: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
hintSchema.index({ until: 1 }, { expireAfterSeconds: 0 });

export const ConsoleHint = model<HintRecord>('ConsoleHint', hintSchema, 'consoleHints');
