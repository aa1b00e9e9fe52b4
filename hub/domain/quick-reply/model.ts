import { model, Schema } from 'mongoose';
import type { Language } from '../../api/fields.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A text the team sends often. */
export interface QuickReplyRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  shortcut: string;
  /** The shortcut as shortcuts are compared and sorted. */
  shortcutKey: string;
  title: string;
  text: string;
  /** Null: for every language. */
  language: Language | null;
  /** Empty: all. */
  departmentIds: ObjectId[];
  terms: string[];
  /** How often it was inserted; absent: never. */
  usedCount?: number;
  lastUsedAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}

const id = Schema.Types.ObjectId;

const quickReplySchema = new Schema<QuickReplyRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    shortcut: { type: String, required: true },
    shortcutKey: { type: String, required: true },
    title: { type: String, required: true },
    text: { type: String, required: true },
    language: { type: String, default: null },
    departmentIds: { type: [id], default: [] },
    terms: { type: [String], default: [] },
    usedCount: Number,
    lastUsedAt: Date,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

quickReplySchema.index({ workspaceId: 1, shortcutKey: 1 }, { unique: true });
quickReplySchema.index({ workspaceId: 1, terms: 1 });

export const QuickReply = model<QuickReplyRecord>('QuickReply', quickReplySchema, 'quickReplies');
