import { model, Schema } from 'mongoose';
import type { Language } from '../../api/fields.ts';
import type { ConversationScope, Permission, Role } from '../../api/permissions.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A linked Telegram account, through which an agent works in the console. */
export interface TelegramLink {
  telegramUserId: string;
  username: string | null;
  linkedAt: Date;
}

/** A user's seat in a workspace. */
export interface AgentRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  userId: ObjectId;
  email: string;
  displayName: string;
  avatarFileId: ObjectId | null;
  role: Role;
  overrides: { added: Permission[]; removed: Permission[] };
  conversationScope: ConversationScope;
  departmentIds: ObjectId[];
  telegram?: TelegramLink;
  duty: { onDuty: boolean; since: Date };
  /** The most open conversations to be handed; absent or null: as the queue says. */
  conversationLimit?: number | null;
  /** Since when the agent is away or off; absent: available, as far as was seen. */
  awaySince?: Date;
  /** When a conversation was last handed to the agent by itself; absent: never. Whose is the oldest is next. */
  handedAt?: Date;
  /** Null: as the workspace. */
  language: Language | null;
  timeZone: string | null;
  isActive: boolean;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;
const plain = { _id: false } as const;

const agentSchema = new Schema<AgentRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    userId: { type: id, required: true },
    email: { type: String, required: true },
    displayName: { type: String, required: true },
    avatarFileId: { type: id, default: null },
    role: { type: String, required: true },
    overrides: { type: new Schema({ added: [String], removed: [String] }, plain), required: true },
    conversationScope: { type: String, required: true },
    departmentIds: { type: [id], default: [] },
    telegram: new Schema(
      { telegramUserId: { type: String, required: true }, username: String, linkedAt: { type: Date, required: true } },
      plain,
    ),
    duty: { type: new Schema({ onDuty: { type: Boolean, required: true }, since: { type: Date, required: true } }, plain), required: true },
    conversationLimit: Number,
    awaySince: Date,
    handedAt: Date,
    language: { type: String, default: null },
    timeZone: { type: String, default: null },
    isActive: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

agentSchema.index({ userId: 1, createdAt: 1 });
agentSchema.index({ workspaceId: 1, createdAt: 1, _id: 1 });
agentSchema.index({ workspaceId: 1, departmentIds: 1, createdAt: 1, _id: 1 });
agentSchema.index({ role: 1, workspaceId: 1 });
// One Telegram account is one agent of a workspace; an unlinked seat has no `telegram` at all.
agentSchema.index(
  { workspaceId: 1, 'telegram.telegramUserId': 1 },
  { unique: true, partialFilterExpression: { 'telegram.telegramUserId': { $exists: true } } },
);

export const Agent = model<AgentRecord>('Agent', agentSchema, 'agents');
