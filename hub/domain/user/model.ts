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
  /** Two-factor is on while these are there. */
  twoFactorSince?: Date;
  sealedTotpSecret?: string;
  /** The step of time of the last accepted code: it and those before are used up. */
  lastTotpStep?: number;
  /** Of the recovery codes left. */
  recoveryHashes?: string[];
  /** A secret that waits for its first code, and since when. */
  sealedPendingSecret?: string;
  pendingSecretAt?: Date;
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
  /** How long it may stand unused, and until when it does if nobody uses it again. Sessions older than this rule have neither. */
  idleMs?: number;
  idleUntil?: Date;
  /** The end, however much it is used. */
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
    twoFactorSince: Date,
    sealedTotpSecret: String,
    lastTotpStep: Number,
    recoveryHashes: { type: [String], default: undefined },
    sealedPendingSecret: String,
    pendingSecretAt: Date,
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
    idleMs: Number,
    idleUntil: Date,
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

sessionSchema.index({ tokenHash: 1 }, { unique: true });
sessionSchema.index({ userId: 1, createdAt: -1, _id: -1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Session = model<SessionRecord>('Session', sessionSchema, 'sessions');
