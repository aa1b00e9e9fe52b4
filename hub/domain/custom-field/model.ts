import { model, Schema } from 'mongoose';
import type { FieldType } from '../../api/customers/custom-fields.ts';
import type { ObjectId } from '../../core/ids.ts';

/** What the team wants to know of its contacts beyond the ordinary. */
export interface CustomFieldRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  /** Names the value in every contact; never changes. */
  key: string;
  name: string;
  type: FieldType;
  choices: string[];
  isShownInInbox: boolean;
  position: number;
  createdAt: Date;
  /** Removed by the team; its values are being taken out of the contacts, and until then the key stays taken. */
  removedAt?: Date;
}

const id = Schema.Types.ObjectId;

const customFieldSchema = new Schema<CustomFieldRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    key: { type: String, required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    choices: { type: [String], default: [] },
    isShownInInbox: { type: Boolean, required: true },
    position: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    removedAt: Date,
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

customFieldSchema.index({ workspaceId: 1, key: 1 }, { unique: true });
customFieldSchema.index({ removedAt: 1 }, { sparse: true });

export const CustomField = model<CustomFieldRecord>('CustomField', customFieldSchema, 'customFields');
