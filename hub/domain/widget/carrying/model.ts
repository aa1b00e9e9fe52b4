import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** A link by which a visitor carries a conversation on in another channel, once. */
export interface CarryLinkRecord {
  /** The hash of its token. */
  _id: string;
  workspaceId: ObjectId;
  conversationId: ObjectId;
  /** On whose bot it counts; nowhere else. */
  toChannelId: ObjectId;
  expiresAt: Date;
  /** The message it was used by: told again, that one is no second use. */
  usedBy?: string;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;

const linkSchema = new Schema<CarryLinkRecord>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: id, required: true },
    conversationId: { type: id, required: true },
    toChannelId: { type: id, required: true },
    expiresAt: { type: Date, required: true },
    usedBy: String,
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

// A day more, so that who presses it late is told why it counts no more.
linkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 });

export const CarryLink = model<CarryLinkRecord>('CarryLink', linkSchema, 'carryLinks');
