import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** A way to a new password: whoever has the link may set one, once. */
export interface PasswordResetRecord {
  _id: ObjectId;
  userId: ObjectId;
  /** The address it was made for: after a new one it counts no more. */
  email: string;
  tokenHash: string;
  /** Of a link that a colleague made: the user's seats at that time. With a seat more, elsewhere, it counts no more. */
  seatIds?: ObjectId[];
  createdAt: Date;
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;

const passwordResetSchema = new Schema<PasswordResetRecord>(
  {
    _id: { type: id, required: true },
    userId: { type: id, required: true },
    email: { type: String, required: true },
    tokenHash: { type: String, required: true },
    seatIds: { type: [id], default: undefined },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

passwordResetSchema.index({ tokenHash: 1 }, { unique: true });
passwordResetSchema.index({ userId: 1 });
passwordResetSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const PasswordReset = model<PasswordResetRecord>('PasswordReset', passwordResetSchema, 'passwordResets');
