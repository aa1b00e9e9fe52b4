import { model, Schema } from 'mongoose';
import type { PushPayload, PushSubscriptionView } from '../../api/team/push.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A browser that gets pushes of one seat, for as long as the session that asked for it lasts. */
export interface PushSubscriptionRecord {
  /** Of seat and endpoint: asking again is the same subscription. One browser may be there for several seats. */
  _id: ObjectId;
  workspaceId: ObjectId;
  agentId: ObjectId;
  userId: ObjectId;
  sessionId: ObjectId;
  /** Where its push service takes pushes: worth something only to whoever has our private key. */
  endpoint: string;
  endpointHash: string;
  p256dh: string;
  auth: string;
  userAgent: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  problem: PushSubscriptionView['problem'];
}

/** Something an agent is to be told, once. It holds ids only: what it says is written when it goes out. */
export interface PushSendRecord {
  /** Of what it tells of, and the agent: a fact told twice is pushed once. */
  _id: ObjectId;
  workspaceId: ObjectId;
  agentId: ObjectId;
  kind: PushPayload['kind'];
  conversationId: ObjectId | null;
  messageId: ObjectId | null;
  /** The colleague who did it; null for the hub and for customers. */
  byName: string | null;
  isSilent: boolean;
  /** When it happened. */
  at: Date;
  /** The browsers that are still to get it. */
  subscriptionIds: ObjectId[];
  /** Absent once it is done. */
  dueAt?: Date;
  leasedUntil?: Date;
  token?: string;
  attempts: number;
  expiresAt: Date;
}

/** The hub's VAPID keys, one pair for all workspaces and all hubs. */
export interface PushKeysRecord {
  _id: ObjectId;
  publicKey: string;
  sealedPrivateKey: string;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;
const strictly = { strict: 'throw', autoIndex: false, versionKey: false } as const;

const subscriptionSchema = new Schema<PushSubscriptionRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    agentId: { type: id, required: true },
    userId: { type: id, required: true },
    sessionId: { type: id, required: true },
    endpoint: { type: String, required: true },
    endpointHash: { type: String, required: true },
    p256dh: { type: String, required: true },
    auth: { type: String, required: true },
    userAgent: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
    problem: { type: String, default: null },
  },
  strictly,
);
subscriptionSchema.index({ workspaceId: 1, agentId: 1, createdAt: -1, _id: -1 });
subscriptionSchema.index({ endpointHash: 1 });

export const PushSubscription = model<PushSubscriptionRecord>('PushSubscription', subscriptionSchema, 'pushSubscriptions');

const sendSchema = new Schema<PushSendRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    agentId: { type: id, required: true },
    kind: { type: String, required: true },
    conversationId: { type: id, default: null },
    messageId: { type: id, default: null },
    byName: { type: String, default: null },
    isSilent: { type: Boolean, required: true },
    at: { type: Date, required: true },
    subscriptionIds: { type: [id], required: true },
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

export const PushSend = model<PushSendRecord>('PushSend', sendSchema, 'pushSends');

const keysSchema = new Schema<PushKeysRecord>(
  {
    _id: { type: id, required: true },
    publicKey: { type: String, required: true },
    sealedPrivateKey: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  strictly,
);

export const PushKeys = model<PushKeysRecord>('PushKeys', keysSchema, 'pushKeys');
