import { model, Schema } from 'mongoose';
import type { Language } from '../../api/fields.ts';
import type { ObjectId } from '../../core/ids.ts';

export interface WorkspaceRecord {
  _id: ObjectId;
  name: string;
  timeZone: string;
  language: Language;
  widgetKey: string;
  settings: { inviteDays: number };
  createdAt: Date;
}

const workspaceSchema = new Schema<WorkspaceRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    name: { type: String, required: true },
    timeZone: { type: String, required: true },
    language: { type: String, required: true },
    widgetKey: { type: String, required: true },
    settings: { type: new Schema({ inviteDays: { type: Number, required: true } }, { _id: false }), required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

workspaceSchema.index({ widgetKey: 1 }, { unique: true });

export const Workspace = model<WorkspaceRecord>('Workspace', workspaceSchema, 'workspaces');
