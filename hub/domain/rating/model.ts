import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';
import { naturalId } from '../../database/natural-id.ts';

/** A customer's rating of one closing of a conversation. */
export interface RatingRecord {
  /** Of conversation and closing: it may be changed, not given twice. */
  _id: ObjectId;
  workspaceId: ObjectId;
  conversationId: ObjectId;
  conversationNumber: number;
  contactId: ObjectId;
  /** Who had the conversation when it was given. */
  agentId: ObjectId | null;
  score: number;
  comment: string;
  closedAt: Date;
  createdAt: Date;
  /** The last time it was given. */
  ratedAt: Date;
}

const id = Schema.Types.ObjectId;

const ratingSchema = new Schema<RatingRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    conversationId: { type: id, required: true },
    conversationNumber: { type: Number, required: true },
    contactId: { type: id, required: true },
    agentId: { type: id, default: null },
    score: { type: Number, required: true },
    comment: { type: String, default: '' },
    closedAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    ratedAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

ratingSchema.index({ workspaceId: 1, ratedAt: -1, _id: -1 });
ratingSchema.index({ workspaceId: 1, conversationId: 1, ratedAt: -1, _id: -1 });
ratingSchema.index({ workspaceId: 1, contactId: 1, ratedAt: -1, _id: -1 });
ratingSchema.index({ workspaceId: 1, agentId: 1, ratedAt: -1, _id: -1 });

export const Rating = model<RatingRecord>('Rating', ratingSchema, 'ratings');

/** The key of a conversation's rating of one closing. */
export function ratingIdOf(conversationId: ObjectId, closedAt: Date): ObjectId {
  return naturalId('rating', conversationId.toHexString(), String(closedAt.getTime()));
}
