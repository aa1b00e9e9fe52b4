import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';
import type { ContactRecord } from '../../contact/model.ts';

/** What a merge touches of a contact, as it was: what an undo goes back to. */
export type ContactSnapshot = Pick<
  ContactRecord,
  'name' | 'phones' | 'emails' | 'tags' | 'fields' | 'notes' | 'blocked' | 'channelIds' | 'providers' | 'activeAt'
> &
  Partial<
    Pick<ContactRecord, 'isNameMade' | 'externalUserId' | 'confirmedAt' | 'username' | 'language' | 'avatarFileId' | 'lastMessageAt'>
  >;

/** A field that an undo could not put back. */
export interface UndoConflict {
  field: string;
  reason: 'changed-since' | 'taken-by-another';
}

/**
 * One contact merged into another. `moving` and `undoing` are under way: whoever holds `dueAt` works, and a sweep takes up what a crash
 * left. Each step can be done twice; what is moved is listed here before it moves.
 */
export interface MergeRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  /** The contact that stays. */
  contactId: ObjectId;
  /** The contact that ends. */
  fromId: ObjectId;
  state: 'moving' | 'done' | 'undoing' | 'undone';
  actor: { type: string; id: string | null; name: string };
  /** The one that ends, from the moment nobody could change it any more. */
  fromBefore?: ContactSnapshot;
  /** The one that stays, before and after it took over the other's. */
  keptBefore?: ContactSnapshot;
  result?: ContactSnapshot;
  /** The contact that stays has taken over the other's; while undoing: has given it back. */
  isApplied: boolean;
  moved: { identities: ObjectId[]; slots: ObjectId[]; conversations: ObjectId[] };
  conflicts: UndoConflict[];
  createdAt: Date;
  undoUntil: Date;
  /** When somebody has to look at it next: a crash, stragglers, the end of its time. */
  dueAt: Date;
  /** Done, and looked at once more for what was under way meanwhile. */
  isSettled: boolean;
}

const id = Schema.Types.ObjectId;

const mergeSchema = new Schema<MergeRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    contactId: { type: id, required: true },
    fromId: { type: id, required: true },
    state: { type: String, required: true },
    actor: { type: new Schema({ type: { type: String }, id: String, name: String }, { _id: false, id: false }), required: true },
    fromBefore: Schema.Types.Mixed,
    keptBefore: Schema.Types.Mixed,
    result: Schema.Types.Mixed,
    isApplied: { type: Boolean, default: false },
    moved: {
      type: new Schema({ identities: [id], slots: [id], conversations: [id] }, { _id: false }),
      default: () => ({ identities: [], slots: [], conversations: [] }),
    },
    conflicts: { type: [new Schema({ field: String, reason: String }, { _id: false })], default: [] },
    createdAt: { type: Date, required: true },
    undoUntil: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    isSettled: { type: Boolean, default: false },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

mergeSchema.index({ workspaceId: 1, contactId: 1, createdAt: -1 });
mergeSchema.index({ workspaceId: 1, fromId: 1 });
mergeSchema.index({ dueAt: 1 });

export const Merge = model<MergeRecord>('Merge', mergeSchema, 'merges');
