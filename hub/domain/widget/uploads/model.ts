import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** A file that a visitor uploaded and no message has taken yet. */
export interface VisitorUploadRecord {
  /** Of the file. */
  _id: ObjectId;
  workspaceId: ObjectId;
  channelId: ObjectId;
  /** Whose it is: only they may send it. */
  identity: string;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;

const uploadSchema = new Schema<VisitorUploadRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    channelId: { type: id, required: true },
    identity: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

// The sweep finds what nobody took.
uploadSchema.index({ createdAt: 1 });

export const VisitorUpload = model<VisitorUploadRecord>('VisitorUpload', uploadSchema, 'visitorUploads');
