import { model, Schema } from 'mongoose';
import type { Language } from '../api/fields.ts';
import type { MailKind } from '../api/team/mail.ts';
import type { ObjectId } from '../core/ids.ts';

/** A mail that waits to be sent, or could not be. A sent one is deleted. */
export interface MailRecord {
  _id: ObjectId;
  kind: MailKind;
  to: string;
  /** Null: the language of the address's user, looked up when it is sent. */
  language: Language | null;
  /** The workspace whose owners may read how it went; null for what concerns a login. */
  workspaceId: ObjectId | null;
  /** What the text needs, as JSON, sealed (`sealedMailPlace`): an invite's link is in it. */
  sealedValues: string;
  createdAt: Date;
  /** When it is tried next, or whose claim on it runs out then; absent once it failed for good. */
  dueAt?: Date;
  /** Tries so far; the try's number is the claim of who makes it. */
  attempts: number;
  /** The mail server's words on the last try. */
  reason?: string;
  failedAt?: Date;
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;

const mailSchema = new Schema<MailRecord>(
  {
    _id: { type: id, required: true },
    kind: { type: String, required: true },
    to: { type: String, required: true },
    language: { type: String, default: null },
    workspaceId: { type: id, default: null },
    sealedValues: { type: String, required: true },
    createdAt: { type: Date, required: true },
    dueAt: Date,
    attempts: { type: Number, required: true },
    reason: String,
    failedAt: Date,
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

mailSchema.index({ dueAt: 1 }, { sparse: true });
mailSchema.index({ workspaceId: 1, createdAt: -1 });
mailSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Mail = model<MailRecord>('Mail', mailSchema, 'mails');
