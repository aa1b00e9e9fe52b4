import { model, Schema } from 'mongoose';
import type { ConversationScope, Role } from '../../../api/permissions.ts';
import type { ObjectId } from '../../../core/ids.ts';

/** A seat on offer: whoever has the link, and the e-mail where one is named, may take it once. */
export interface InviteRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  tokenHash: string;
  email: string | null;
  role: Role;
  conversationScope: ConversationScope;
  departmentIds: ObjectId[];
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;

const inviteSchema = new Schema<InviteRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    tokenHash: { type: String, required: true },
    email: { type: String, default: null },
    role: { type: String, required: true },
    conversationScope: { type: String, required: true },
    departmentIds: { type: [id], default: [] },
    invitedBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

inviteSchema.index({ tokenHash: 1 }, { unique: true });
inviteSchema.index({ workspaceId: 1, createdAt: -1, _id: -1 });
inviteSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Invite = model<InviteRecord>('Invite', inviteSchema, 'invites');
