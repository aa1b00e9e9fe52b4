import { model, Schema } from 'mongoose';
import type { ConversationStatus, Priority } from '../../api/customers/conversations.ts';
import type { FactType } from '../../api/facts.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { MessageRecord } from '../timeline/model.ts';

/** A fact that was recorded with the change it tells of, until it is announced. */
export interface RecordedFact {
  id: string;
  type: FactType;
  actor: { type: 'agent' | 'token' | 'workflow' | 'contact' | 'system'; id: string | null; name: string };
  data: Record<string, unknown>;
  at: Date;
}

/** Who works on what is to be sent: the lease holds one worker at a time, the token fences off one that lost it. */
export interface OutboundRecord {
  /** Something is to be sent from then on; absent: nothing is. */
  dueAt?: Date;
  leasedUntil?: Date;
  token?: string;
  /** Raised with every new message, so that a worker can't clear `dueAt` over one it has not seen. */
  version: number;
}

export interface ConversationRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  number: number;
  channelId: ObjectId;
  provider: string;
  chatId: string;
  /** Names the provider's chat; the one live conversation of a slot takes what comes in. */
  slotId: ObjectId;
  live: boolean;
  contactId: ObjectId;
  /**
   * The account whose chat it is: where customers read by themselves (the widget), the one that may. Other than the contact, no merge moves
   * it. Absent in what was stored before there was a widget.
   */
  identityId?: ObjectId;
  /** Up to where the customer has seen, where the channel is the widget; absent: nothing yet. */
  customerSeen?: number;
  /** The customer's rating, and of which closing. */
  rating?: { score: number; closedAt: Date };
  /** Begun on a widget, and carried on in another channel since: where, from where, and what the widget shows of it from then on. */
  carriedOn?: {
    provider: string;
    url: string | null;
    from: { channelId: ObjectId; provider: string };
    /** The last line that the widget shows; what is said after it is the other channel's. */
    seq: number;
    preview: string;
    lastMessageAt: Date;
  };
  /** The contact as lists show it: kept here so that a page needs no look-up. */
  contact: { name: string; avatarFileId?: ObjectId; blocked?: boolean };
  unreachable: boolean;
  /** Begun by the team with a visitor of a site, who has neither opened it nor written yet. */
  isProactive?: boolean;
  status: ConversationStatus;
  snoozedUntil: Date | null;
  closedAt: Date | null;
  /** When the customer is told that the team closed it; absent: not at all, or done. */
  closedNoticeAt?: Date;
  assigneeId: ObjectId | null;
  assignedAt: Date | null;
  /** Which agent gave it to whom last: whoever did may take it back at once. Absent or null: no agent did. */
  given?: { by: ObjectId; to: ObjectId | null } | null;
  departmentId: ObjectId | null;
  handledBy: 'bot' | 'team';
  priority: Priority;
  tags: string[];
  unread: number;
  /** Everything up to this place was marked as seen (by a person, by closing or snoozing): where a recount of `unread` begins. */
  seenSeq?: number;
  /** Agents that notes mention; absent: nobody. */
  mentions?: ObjectId[];
  preview: string;
  previewSeq: number;
  /** Who wrote what `preview` shows. */
  lastAuthor?: MessageRecord['author']['type'];
  lastMessageAt: Date;
  lastInboundAt: Date | null;
  waitingSince: Date | null;
  /** `waitingSince` as it was when the conversation was closed: opening it again at once is an undo, and puts it back. */
  waitedSince?: Date | null;
  /** The last answer by an agent: a reply written without having seen it is held. */
  lastReply: { seq: number; by: ObjectId | null } | null;
  seq: number;
  rev: number;
  /** When the head changed last (`rev` rose): what a list that was away asks for. Absent in what was stored before there were sockets. */
  changedAt?: Date;
  facts: RecordedFact[];
  factsAt?: Date;
  outbound: OutboundRecord;
  createdAt: Date;
  terms: string[];
}

const id = Schema.Types.ObjectId;

const conversationSchema = new Schema<ConversationRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    number: { type: Number, required: true },
    channelId: { type: id, required: true },
    provider: { type: String, required: true },
    chatId: { type: String, required: true },
    slotId: { type: id, required: true },
    live: { type: Boolean, required: true },
    contactId: { type: id, required: true },
    identityId: id,
    customerSeen: Number,
    rating: { type: new Schema({ score: Number, closedAt: Date }, { _id: false }), default: undefined },
    carriedOn: {
      type: new Schema(
        {
          provider: String,
          url: { type: String, default: null },
          from: new Schema({ channelId: id, provider: String }, { _id: false }),
          seq: Number,
          preview: String,
          lastMessageAt: Date,
        },
        { _id: false },
      ),
      default: undefined,
    },
    contact: {
      type: new Schema({ name: { type: String, required: true }, avatarFileId: id, blocked: Boolean }, { _id: false }),
      required: true,
    },
    unreachable: { type: Boolean, default: false },
    isProactive: Boolean,
    status: { type: String, required: true },
    snoozedUntil: { type: Date, default: null },
    closedAt: { type: Date, default: null },
    closedNoticeAt: Date,
    assigneeId: { type: id, default: null },
    assignedAt: { type: Date, default: null },
    given: new Schema({ by: { type: id, required: true }, to: { type: id, default: null } }, { _id: false }),
    departmentId: { type: id, default: null },
    handledBy: { type: String, default: 'team' },
    priority: { type: String, default: 'normal' },
    tags: { type: [String], default: [] },
    unread: { type: Number, default: 0 },
    seenSeq: Number,
    mentions: { type: [id], default: undefined },
    preview: { type: String, default: '' },
    previewSeq: { type: Number, default: 0 },
    lastAuthor: String,
    lastMessageAt: { type: Date, required: true },
    lastInboundAt: { type: Date, default: null },
    waitingSince: { type: Date, default: null },
    waitedSince: Date,
    lastReply: { type: new Schema({ seq: Number, by: { type: id, default: null } }, { _id: false }), default: null },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true },
    changedAt: Date,
    facts: {
      type: [
        new Schema(
          { id: String, type: String, actor: Schema.Types.Mixed, data: Schema.Types.Mixed, at: Date },
          { _id: false, minimize: false },
        ),
      ],
      default: [],
    },
    factsAt: Date,
    outbound: {
      type: new Schema({ dueAt: Date, leasedUntil: Date, token: String, version: { type: Number, default: 0 } }, { _id: false }),
      default: () => ({ version: 0 }),
    },
    createdAt: { type: Date, required: true },
    terms: { type: [String], default: [] },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

// What comes in finds its conversation in one step.
conversationSchema.index({ slotId: 1, live: 1 });
// The inbox: one workspace, one status, one assignee, newest first; the others serve the lists that leave something out.
conversationSchema.index({ workspaceId: 1, status: 1, assigneeId: 1, lastMessageAt: -1, _id: -1 });
conversationSchema.index({ workspaceId: 1, status: 1, lastMessageAt: -1, _id: -1 });
conversationSchema.index({ workspaceId: 1, assigneeId: 1, lastMessageAt: -1, _id: -1 });
conversationSchema.index({ workspaceId: 1, lastMessageAt: -1, _id: -1 });
// Who waits longest, and the lists that few conversations are on: unread, a tag's, mentions. Partial where most stay out, so that they cost little.
conversationSchema.index({ workspaceId: 1, status: 1, waitingSince: 1, _id: 1 });
conversationSchema.index({ workspaceId: 1, lastMessageAt: -1, _id: -1, unread: 1 }, { partialFilterExpression: { unread: { $gt: 0 } } });
conversationSchema.index({ workspaceId: 1, tags: 1, lastMessageAt: -1, _id: -1 });
conversationSchema.index(
  { workspaceId: 1, mentions: 1, lastMessageAt: -1, _id: -1 },
  { partialFilterExpression: { mentions: { $exists: true } } },
);
conversationSchema.index({ workspaceId: 1, number: 1 });
conversationSchema.index({ workspaceId: 1, contactId: 1, lastMessageAt: -1 });
// A visitor's own.
conversationSchema.index({ identityId: 1, lastMessageAt: -1, _id: -1 }, { partialFilterExpression: { identityId: { $exists: true } } });
conversationSchema.index({ workspaceId: 1, terms: 1 });
// What changed since a list was on screen last.
conversationSchema.index({ workspaceId: 1, changedAt: 1, _id: 1 });
conversationSchema.index({ factsAt: 1 }, { sparse: true });
conversationSchema.index({ closedNoticeAt: 1 }, { sparse: true });
conversationSchema.index({ 'outbound.dueAt': 1 }, { sparse: true });
conversationSchema.index({ snoozedUntil: 1 }, { partialFilterExpression: { status: 'snoozed' } });

export const Conversation = model<ConversationRecord>('Conversation', conversationSchema, 'conversations');
