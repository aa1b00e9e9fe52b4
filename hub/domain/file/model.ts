import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';

export interface FileRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  /** Random: tells nothing and can't be guessed. */
  key: string;
  name: string;
  /** As the bytes say, not as the sender claims. */
  mimeType: string;
  size: number;
  sha256: string;
  createdAt: Date;
}

const fileSchema = new Schema<FileRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    key: { type: String, required: true },
    name: { type: String, required: true },
    mimeType: { type: String, required: true },
    size: { type: Number, required: true },
    sha256: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

fileSchema.index({ workspaceId: 1, createdAt: 1 });

export const File = model<FileRecord>('File', fileSchema, 'files');
