import { model, Schema } from 'mongoose';
import type { ViewList } from '../../api/customers/saved-views.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A list's filters under a name. */
export interface SavedViewRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  /** The agent who made it. */
  ownerId: ObjectId;
  list: ViewList;
  name: string;
  /** JSON, read by the list's own schema: its keys are a client's and no place for a database's operators. */
  filters: string;
  columns?: string[];
  sort?: string;
  isShared: boolean;
  position: number;
  createdAt: Date;
  updatedAt: Date;
}

const id = Schema.Types.ObjectId;

const savedViewSchema = new Schema<SavedViewRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    ownerId: { type: id, required: true },
    list: { type: String, required: true },
    name: { type: String, required: true },
    filters: { type: String, required: true },
    columns: { type: [String], default: undefined },
    sort: String,
    isShared: { type: Boolean, required: true },
    position: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

savedViewSchema.index({ workspaceId: 1, ownerId: 1, position: 1 });
savedViewSchema.index({ workspaceId: 1, isShared: 1, position: 1 });

export const SavedView = model<SavedViewRecord>('SavedView', savedViewSchema, 'savedViews');
