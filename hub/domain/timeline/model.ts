import { model, Schema } from 'mongoose';
import type { AttachmentState, DeliveryState, TimelineEventType } from '../../api/customers/messages.ts';
import type {
  AttachmentKind,
  Button,
  Choice,
  Location,
  Referral,
  Shared,
  SharedContact,
  TextFormat,
} from '../../../bots/contract/content.ts';
import type { TemplateUse } from '../../../bots/contract/template.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { Unannounced } from '../../core/parts/unannounced.ts';

/** An emoji on a message. The team has one for each message, whoever put it; `isCustomers` marks the customer's, who may be another contact since. */
interface ReactionRecord {
  emoji: string;
  by: string;
  isCustomers?: true;
}

/** A file of a message: what is known of it, where its bytes are once fetched, and how fetching goes. */
export interface AttachmentRecord {
  _id: ObjectId;
  kind: AttachmentKind;
  name: string;
  mimeType: string;
  size: number;
  state: AttachmentState;
  variant?: 'animation' | 'note';
  durationSeconds?: number;
  fileId?: ObjectId;
  /** The provider's reference, while it is to be fetched. */
  ref?: string;
  attempts: number;
}

export interface DeliveryRecord {
  state: DeliveryState;
  reason?: string;
  detail?: string;
  /** When the worker tries again. */
  retryAt?: Date;
  attempts: number;
  /** The fencing token of the worker that is sending it. */
  token?: string;
  /** When it was queued: retries end 24 h later. */
  queuedAt: Date;
  /** Who said that a message of unknown fate arrived. */
  confirmedBy?: { id: ObjectId | null; name: string };
}

/** A provider's message that belongs to ours: one, or several of an album or a split text. */
export interface PartRecord {
  externalId: string;
  state?: DeliveryState;
}

export interface MessageRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  conversationId: ObjectId;
  channelId: ObjectId;
  chatId: string;
  seq: number;
  rev: number;
  direction: 'in' | 'out';
  kind: 'text' | 'note' | 'event';
  author: { type: 'contact' | 'agent' | 'bot' | 'system'; id: ObjectId | null; name: string };
  text: string;
  format: TextFormat;
  attachments: AttachmentRecord[];
  location?: Location;
  contacts?: SharedContact[];
  buttons?: Button[];
  choice?: Choice;
  forwarded?: boolean;
  referral?: Referral;
  shared?: Shared;
  /** Sent as this; `text` is what the customer read. */
  template?: TemplateUse;
  replyTo?: { messageId: ObjectId | null; externalId: string | null; text?: string };
  unsupported?: boolean;
  unsupportedType?: string;
  groupId?: string;
  /** Agents that a note calls. */
  mentions?: ObjectId[];
  externalId: string | null;
  clientId: string | null;
  parts: PartRecord[];
  sentAt: Date;
  createdAt: Date;
  updatedAt: Date;
  editedAt?: Date;
  deletedAt?: Date;
  revisions: { text: string; at: Date }[];
  reactions: ReactionRecord[];
  /** When the customer last changed theirs: what a provider tells late, or again, changes nothing. */
  customersReactedAt?: Date;
  event?: { type: TimelineEventType; data: Record<string, unknown> };
  delivery?: DeliveryRecord;
  unannounced?: Unannounced[];
  unannouncedAt?: Date;
  /** Attachments are still to be fetched, next try then. */
  fetchAt?: Date;
  terms: string[];
}

const id = Schema.Types.ObjectId;

const attachmentSchema = new Schema<AttachmentRecord>({
  _id: { type: id, required: true },
  kind: { type: String, required: true },
  name: { type: String, default: '' },
  mimeType: { type: String, default: 'application/octet-stream' },
  size: { type: Number, default: 0 },
  state: { type: String, required: true },
  variant: String,
  durationSeconds: Number,
  fileId: id,
  ref: String,
  attempts: { type: Number, default: 0 },
});

const messageSchema = new Schema<MessageRecord>(
  {
    /** Of what came in: channel, chat and the provider's id; of ours: conversation and client id. A repeat can't be stored twice. */
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    conversationId: { type: id, required: true },
    channelId: { type: id, required: true },
    chatId: { type: String, required: true },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true, default: 1 },
    direction: { type: String, required: true },
    kind: { type: String, required: true },
    author: { type: { type: String, required: true }, id: { type: id, default: null }, name: { type: String, default: '' } },
    text: { type: String, default: '' },
    format: { type: String, default: 'plain' },
    attachments: { type: [attachmentSchema], default: [] },
    location: Schema.Types.Mixed,
    contacts: { type: [Schema.Types.Mixed], default: undefined },
    buttons: { type: [Schema.Types.Mixed], default: undefined },
    choice: Schema.Types.Mixed,
    forwarded: Boolean,
    referral: Schema.Types.Mixed,
    shared: Schema.Types.Mixed,
    template: Schema.Types.Mixed,
    replyTo: {
      type: new Schema(
        { messageId: { type: id, default: null }, externalId: { type: String, default: null }, text: String },
        { _id: false },
      ),
      default: undefined,
    },
    unsupported: Boolean,
    unsupportedType: String,
    groupId: String,
    mentions: { type: [id], default: undefined },
    externalId: { type: String, default: null },
    clientId: { type: String, default: null },
    parts: { type: [new Schema({ externalId: { type: String, required: true }, state: String }, { _id: false })], default: [] },
    sentAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    editedAt: Date,
    deletedAt: Date,
    revisions: { type: [new Schema({ text: String, at: Date }, { _id: false })], default: [] },
    reactions: { type: [new Schema({ emoji: String, by: String, isCustomers: Boolean }, { _id: false })], default: [] },
    customersReactedAt: Date,
    event: { type: new Schema({ type: String, data: Schema.Types.Mixed }, { _id: false, minimize: false }), default: undefined },
    delivery: {
      type: new Schema(
        {
          state: { type: String, required: true },
          reason: String,
          detail: String,
          retryAt: Date,
          attempts: { type: Number, default: 0 },
          token: String,
          queuedAt: Date,
          confirmedBy: { type: new Schema({ id, name: String }, { _id: false }), default: undefined },
        },
        { _id: false },
      ),
      default: undefined,
    },
    unannounced: { type: [String], default: undefined },
    unannouncedAt: Date,
    fetchAt: Date,
    terms: { type: [String], default: [] },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

// The timeline itself, and the last word on who has which place in it.
messageSchema.index({ conversationId: 1, seq: 1 }, { unique: true });
// A resync's second half: what changed since.
messageSchema.index({ conversationId: 1, updatedAt: 1 });
// Edits, reactions, replies and receipts find their message by the provider's id.
messageSchema.index({ channelId: 1, chatId: 1, 'parts.externalId': 1 });
// The worker's view of a conversation.
messageSchema.index(
  { conversationId: 1, 'delivery.state': 1, seq: 1 },
  { partialFilterExpression: { 'delivery.state': { $exists: true } } },
);
// The files of a conversation, which few of its messages have.
messageSchema.index({ conversationId: 1, seq: -1 }, { partialFilterExpression: { 'attachments._id': { $exists: true } } });
messageSchema.index({ 'attachments.fileId': 1 }, { sparse: true });
messageSchema.index({ 'attachments._id': 1 }, { sparse: true });
messageSchema.index({ unannouncedAt: 1 }, { sparse: true });
messageSchema.index({ fetchAt: 1 }, { sparse: true });
messageSchema.index({ workspaceId: 1, terms: 1 });

export const Message = model<MessageRecord>('Message', messageSchema, 'messages');
