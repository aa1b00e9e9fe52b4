import { model, Schema } from 'mongoose';
import type { TagColor } from '../../api/customers/tags.ts';
import type { ObjectId } from '../../core/ids.ts';
import { naturalId } from '../../database/natural-id.ts';

/** A name that what is tagged still has to give up, for another or for none. */
export interface TagCarrying {
  from: string;
  to: string | null;
}

export interface TagRecord {
  /** Of workspace and key: two agents who use a new name at once make one tag. */
  _id: ObjectId;
  workspaceId: ObjectId;
  name: string;
  /** The name as names are compared and sorted. */
  key: string;
  color: TagColor;
  description: string;
  createdAt: Date;
  updatedAt: Date;
  /** Being renamed to another key, or removed: no list shows it, and it goes once nothing has its name any more. */
  isLeaving?: true;
  carrying?: TagCarrying;
}

const tagSchema = new Schema<TagRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    name: { type: String, required: true },
    key: { type: String, required: true },
    color: { type: String, required: true },
    description: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    isLeaving: Boolean,
    carrying: { type: new Schema({ from: String, to: { type: String, default: null } }, { _id: false }), default: undefined },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

tagSchema.index({ workspaceId: 1, key: 1, _id: 1 });
// What a crash or a large workspace left to carry over.
tagSchema.index({ updatedAt: 1 }, { partialFilterExpression: { 'carrying.from': { $exists: true } } });

export const Tag = model<TagRecord>('Tag', tagSchema, 'tags');

/** A name as names are compared: case counts for nothing, and neither does the space around or within. */
export function tagKeyOf(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The key of a name's record. */
export function tagIdOf(workspaceId: ObjectId, name: string): ObjectId {
  return naturalId('tag', workspaceId.toHexString(), tagKeyOf(name));
}
