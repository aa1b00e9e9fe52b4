import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';

export interface ContactRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  name: string;
  username?: string;
  phones: string[];
  emails: string[];
  language?: string;
  avatarFileId?: ObjectId;
  /** When the provider was last asked for name and picture. */
  profileAt?: Date;
  /** Blocked by the team: what this contact writes is kept, but nobody is told. */
  blocked: boolean;
  notes: string;
  createdAt: Date;
  updatedAt: Date;
  /** Set while the contact is being erased: the erasure can be taken up again after a crash. */
  erasingAt?: Date;
  terms: string[];
}

const id = Schema.Types.ObjectId;

const contactSchema = new Schema<ContactRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    name: { type: String, required: true },
    username: String,
    phones: { type: [String], default: [] },
    emails: { type: [String], default: [] },
    language: String,
    avatarFileId: id,
    profileAt: Date,
    blocked: { type: Boolean, default: false },
    notes: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    erasingAt: Date,
    terms: { type: [String], default: [] },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

contactSchema.index({ workspaceId: 1, createdAt: -1, _id: -1 });
contactSchema.index({ workspaceId: 1, terms: 1 });
contactSchema.index({ erasingAt: 1 }, { sparse: true });

export const Contact = model<ContactRecord>('Contact', contactSchema, 'contacts');

/** A contact on one channel. */
export interface IdentityRecord {
  /** Of channel and external id: two webhooks that race make one. */
  _id: ObjectId;
  workspaceId: ObjectId;
  channelId: ObjectId;
  externalId: string;
  contactId: ObjectId;
  name: string;
  username?: string;
  /** Since when the customer blocks us there; null while we may write. */
  unreachableSince: Date | null;
  createdAt: Date;
}

const identitySchema = new Schema<IdentityRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    channelId: { type: id, required: true },
    externalId: { type: String, required: true },
    contactId: { type: id, required: true },
    name: { type: String, required: true },
    username: String,
    unreachableSince: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

identitySchema.index({ workspaceId: 1, contactId: 1 });

export const Identity = model<IdentityRecord>('Identity', identitySchema, 'identities');
