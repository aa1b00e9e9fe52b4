import { model, Schema } from 'mongoose';
import type { DraftMode } from '../../../api/customers/drafts.ts';
import type { TextFormat } from '../../../../bots/contract/content.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { naturalId } from '../../../database/natural-id.ts';

/** What an agent has begun to write. */
export interface DraftRecord {
  text: string;
  format: TextFormat;
  fileIds: ObjectId[];
  replyTo?: ObjectId;
  mentions: ObjectId[];
  updatedAt: Date;
}

/** Where one agent stands in one conversation. */
export interface ConversationReadRecord {
  /** Of conversation and agent: two tabs of one agent compete for it. */
  _id: ObjectId;
  workspaceId: ObjectId;
  conversationId: ObjectId;
  agentId: ObjectId;
  /** Seen up to here; absent until something was marked. */
  seenSeq?: number;
  drafts: Partial<Record<DraftMode, DraftRecord>>;
  /** When a draft was saved last; absent without drafts. */
  draftAt?: Date;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;

const draftSchema = new Schema<DraftRecord>(
  {
    text: { type: String, default: '' },
    format: { type: String, required: true },
    fileIds: { type: [id], default: [] },
    replyTo: id,
    mentions: { type: [id], default: [] },
    updatedAt: { type: Date, required: true },
  },
  { _id: false },
);

const readSchema = new Schema<ConversationReadRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    conversationId: { type: id, required: true },
    agentId: { type: id, required: true },
    seenSeq: Number,
    drafts: {
      type: new Schema(
        { reply: { type: draftSchema, default: undefined }, note: { type: draftSchema, default: undefined } },
        { _id: false },
      ),
      default: () => ({}),
    },
    draftAt: Date,
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

// Erasing a person finds what agents kept of its conversations.
readSchema.index({ workspaceId: 1, conversationId: 1 });
// An agent's drafts, the newest first.
readSchema.index({ agentId: 1, draftAt: -1, _id: -1 }, { partialFilterExpression: { draftAt: { $exists: true } } });

/** Per agent and conversation: what was seen, and drafts. Never shared with anybody. */
export const ConversationRead = model<ConversationReadRecord>('ConversationRead', readSchema, 'conversationReads');

/** The key of an agent's own record of a conversation. */
export function readIdOf(conversationId: ObjectId, agentId: ObjectId): ObjectId {
  return naturalId('read', conversationId.toHexString(), agentId.toHexString());
}
