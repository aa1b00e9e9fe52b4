import { model, Schema } from 'mongoose';
import type { Language } from '../../api/fields.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A login. */
export interface UserRecord {
  _id: ObjectId;
  /** Trimmed, in lower case. */
  email: string;
  /** Argon2id in PHC form. */
  passwordHash: string;
  name: string;
  language: Language;
  createdAt: Date;
}

/** A login on one browser. */
export interface SessionRecord {
  _id: ObjectId;
  userId: ObjectId;
  tokenHash: string;
  ip: string;
  userAgent: string;
  createdAt: Date;
  /** Exact to a minute. */
  lastUsedAt: Date;
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;

const userSchema = new Schema<UserRecord>(
  {
    _id: { type: id, required: true },
    email: { type: String, required: true },
    passwordHash: { type: String, required: true },
    name: { type: String, required: true },
    language: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

userSchema.index({ email: 1 }, { unique: true });

export const User = model<UserRecord>('User', userSchema, 'users');

const sessionSchema = new Schema<SessionRecord>(
  {
    _id: { type: id, required: true },
    userId: { type: id, required: true },
    tokenHash: { type: String, required: true },
    ip: { type: String, default: '' },
    userAgent: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

sessionSchema.index({ tokenHash: 1 }, { unique: true });
sessionSchema.index({ userId: 1, createdAt: -1, _id: -1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Session = model<SessionRecord>('Session', sessionSchema, 'sessions');
