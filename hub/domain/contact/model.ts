import { model, Schema } from 'mongoose';
import type { ContactKind } from '../../api/customers/contact-filters.ts';
import type { FieldValue } from '../../api/customers/custom-fields.ts';
import type { ObjectId } from '../../core/ids.ts';
import { nameKeyOf } from './name-key.ts';

export interface ContactRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  name: string;
  /** The hub made the name up: it is a browser's, of which nothing is known. */
  isNameMade?: boolean;
  /** Derived, see `kindOf`. */
  kind: ContactKind;
  /** The person's id in the workspace's own systems; of one contact of a workspace only. */
  externalUserId?: string;
  /** A colleague said who this is. */
  confirmedAt?: Date;
  tags: string[];
  /** Values of custom fields by key. */
  fields: Record<string, FieldValue>;
  /** Where the person has accounts: copied from the identities, so that lists need no look-up. */
  channelIds: ObjectId[];
  providers: string[];
  /** To within a minute; absent: never wrote. */
  lastMessageAt?: Date;
  /** The last message, or the creation of one who never wrote: what `lastMessage` sorts by. */
  activeAt: Date;
  /** What `name` sorts by. */
  nameKey: string;
  /** What lists filter by, as one indexed list; see `facetsOf`. */
  facets: string[];
  /** Raised by every change: writers compare and set on it. */
  rev: number;
  /** A merge is at work on this contact. */
  merging?: { mergeId: ObjectId; isApplied?: boolean };
  /** Ended by a merge: the contact that went on. Kept out of every list until the merge can no longer be undone, then removed. */
  mergedInto?: ObjectId;
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
    isNameMade: Boolean,
    kind: { type: String, default: 'lead' },
    externalUserId: String,
    confirmedAt: Date,
    tags: { type: [String], default: [] },
    fields: { type: Schema.Types.Mixed, default: () => ({}) },
    channelIds: { type: [id], default: [] },
    providers: { type: [String], default: [] },
    lastMessageAt: Date,
    activeAt: {
      type: Date,
      default(this: ContactRecord) {
        return this.createdAt;
      },
    },
    nameKey: {
      type: String,
      default(this: ContactRecord) {
        return nameKeyOf(this.name);
      },
    },
    facets: { type: [String], default: [] },
    rev: { type: Number, default: 1 },
    merging: { type: new Schema({ mergeId: id, isApplied: Boolean }, { _id: false }), default: undefined },
    mergedInto: id,
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
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

// A list in each of its orders: alone, by a tag, by the other filters.
contactSchema.index({ workspaceId: 1, createdAt: -1, _id: -1 });
contactSchema.index({ workspaceId: 1, nameKey: 1, _id: 1 });
contactSchema.index({ workspaceId: 1, activeAt: -1, _id: -1 });
contactSchema.index({ workspaceId: 1, tags: 1, createdAt: -1, _id: -1 });
contactSchema.index({ workspaceId: 1, tags: 1, nameKey: 1, _id: 1 });
contactSchema.index({ workspaceId: 1, tags: 1, activeAt: -1, _id: -1 });
contactSchema.index({ workspaceId: 1, facets: 1, createdAt: -1, _id: -1 });
contactSchema.index({ workspaceId: 1, facets: 1, nameKey: 1, _id: 1 });
contactSchema.index({ workspaceId: 1, facets: 1, activeAt: -1, _id: -1 });
contactSchema.index({ workspaceId: 1, terms: 1 });
// Who is it: imports, duplicates and identification look people up by these.
contactSchema.index({ workspaceId: 1, emails: 1 });
contactSchema.index(
  { workspaceId: 1, externalUserId: 1 },
  { unique: true, partialFilterExpression: { externalUserId: { $exists: true } } },
);
contactSchema.index({ erasingAt: 1 }, { sparse: true });
contactSchema.index({ mergedInto: 1 }, { sparse: true });

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
  /** Other ids that the provider has for the same person on this channel. */
  aliases?: string[];
  /** Since when the customer blocks us there; null while we may write. */
  unreachableSince: Date | null;
  /** As of when that is known: what a provider tells late, or again, changes nothing. */
  reachabilityAt?: Date;
  /** The identity of the user who turned out to be behind this browser: what it had is theirs, and its secret is dead. */
  claimedBy?: ObjectId;
  /** Its browser logged out: the secret is dead, what was said stays with the team. */
  secretEndedAt?: Date;
  /** What a site says of somebody it did not sign for: shown as such, and nobody is found by it. */
  claim?: { name?: string; email?: string; phone?: string; fields?: Record<string, FieldValue | null> };
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
    aliases: { type: [String], default: undefined },
    unreachableSince: { type: Date, default: null },
    reachabilityAt: Date,
    claimedBy: id,
    secretEndedAt: Date,
    claim: Schema.Types.Mixed,
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

identitySchema.index({ workspaceId: 1, contactId: 1 });
// One who writes under another of their ids.
identitySchema.index({ channelId: 1, aliases: 1 }, { partialFilterExpression: { aliases: { $exists: true } } });

export const Identity = model<IdentityRecord>('Identity', identitySchema, 'identities');
