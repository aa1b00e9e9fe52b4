import { model, Schema } from 'mongoose';
import type { Language } from '../../../api/fields.ts';
import type { ObjectId } from '../../../core/ids.ts';

/** A browser that tells a visitor of answers while the HelpBox page is closed. */
export interface VisitorPushRecord {
  /** Of the endpoint: a browser's page is one visitor's. */
  _id: ObjectId;
  workspaceId: ObjectId;
  identityId: ObjectId;
  endpoint: string;
  p256dh: string;
  auth: string;
  /** In which the page speaks to the visitor. */
  language: Language;
  createdAt: Date;
}

/** An answer that one browser is to be told of, once. It holds ids only: what it says is written when it goes out. */
export interface VisitorPushSendRecord {
  /** Of browser and message. */
  _id: ObjectId;
  workspaceId: ObjectId;
  conversationId: ObjectId;
  messageId: ObjectId;
  subscriptionId: ObjectId;
  /** When it was written. */
  at: Date;
  /** Absent once it is done. */
  dueAt?: Date;
  leasedUntil?: Date;
  token?: string;
  attempts: number;
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;
const strictly = { strict: 'throw', autoIndex: false, versionKey: false } as const;

const pushSchema = new Schema<VisitorPushRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    identityId: { type: id, required: true },
    endpoint: { type: String, required: true },
    p256dh: { type: String, required: true },
    auth: { type: String, required: true },
    language: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  strictly,
);
pushSchema.index({ workspaceId: 1, identityId: 1, createdAt: -1 });

export const VisitorPush = model<VisitorPushRecord>('VisitorPush', pushSchema, 'visitorPushes');

const sendSchema = new Schema<VisitorPushSendRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    conversationId: { type: id, required: true },
    messageId: { type: id, required: true },
    subscriptionId: { type: id, required: true },
    at: { type: Date, required: true },
    dueAt: Date,
    leasedUntil: Date,
    token: String,
    attempts: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  strictly,
);
sendSchema.index({ dueAt: 1 }, { sparse: true });
sendSchema.index({ workspaceId: 1, conversationId: 1 });
sendSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const VisitorPushSend = model<VisitorPushSendRecord>('VisitorPushSend', sendSchema, 'visitorPushSends');
