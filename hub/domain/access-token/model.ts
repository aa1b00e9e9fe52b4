import { model, Schema } from 'mongoose';
import type { Permission } from '../../api/permissions.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A machine's way in. */
export interface AccessTokenRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  name: string;
  tokenHash: string;
  scopes: Permission[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  /** Exact to a minute. */
  lastUsedAt: Date | null;
}

const id = Schema.Types.ObjectId;

const accessTokenSchema = new Schema<AccessTokenRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    name: { type: String, required: true },
    tokenHash: { type: String, required: true },
    scopes: { type: [String], required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
    lastUsedAt: { type: Date, default: null },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

accessTokenSchema.index({ tokenHash: 1 }, { unique: true });
accessTokenSchema.index({ workspaceId: 1, createdAt: -1, _id: -1 });

export const AccessToken = model<AccessTokenRecord>('AccessToken', accessTokenSchema, 'accessTokens');
