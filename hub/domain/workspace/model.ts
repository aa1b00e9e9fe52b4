import { model, Schema } from 'mongoose';
import type { Language } from '../../api/fields.ts';
import type { Handing } from '../../api/team/departments.ts';
import type { ObjectId } from '../../core/ids.ts';

/** What a workspace set; what is absent is as `settingsOf` says. */
export interface KeptSettings {
  inviteDays: number;
  handing?: Handing;
  giveBackAfterMinutes?: number | null;
  autoAssignOnReply?: boolean;
  noteOnTransfer?: boolean;
}

export interface WorkspaceRecord {
  _id: ObjectId;
  name: string;
  timeZone: string;
  language: Language;
  widgetKey: string;
  settings: KeptSettings;
  createdAt: Date;
}

const plain = { _id: false } as const;

const settingsSchema = new Schema<KeptSettings>(
  {
    inviteDays: { type: Number, required: true },
    handing: new Schema<Handing>({ mode: { type: String, required: true }, limit: { type: Number, default: null } }, plain),
    giveBackAfterMinutes: Number,
    autoAssignOnReply: Boolean,
    noteOnTransfer: Boolean,
  },
  plain,
);

const workspaceSchema = new Schema<WorkspaceRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    name: { type: String, required: true },
    timeZone: { type: String, required: true },
    language: { type: String, required: true },
    widgetKey: { type: String, required: true },
    settings: { type: settingsSchema, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

workspaceSchema.index({ widgetKey: 1 }, { unique: true });
// The sweep finds who hands out, and who takes back, by itself.
workspaceSchema.index({ 'settings.handing.mode': 1 });
workspaceSchema.index({ 'settings.giveBackAfterMinutes': 1 });

export const Workspace = model<WorkspaceRecord>('Workspace', workspaceSchema, 'workspaces');
