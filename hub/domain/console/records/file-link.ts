import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** The same file on both sides: an attachment's Telegram file id for one bot, or the hub's file for what an agent sent. */
export interface FileLinkRecord {
  /** Of its direction and of the side it is looked up by. */
  _id: ObjectId;
  workspaceId: ObjectId;
  /** Telegram's file id, or our file's id. */
  value: string;
  createdAt: Date;
}

const fileLinkSchema = new Schema<FileLinkRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    value: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

export const FileLink = model<FileLinkRecord>('FileLink', fileLinkSchema, 'consoleFiles');
