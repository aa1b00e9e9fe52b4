import { model, Schema } from 'mongoose';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { hashToken, randomToken, type ObjectId } from '../../../core/ids.ts';
import { naturalId } from '../../../database/natural-id.ts';

/** A one-time code: joins a Telegram account to a seat, or a group to the console. The code itself is kept nowhere. */
export interface LinkCodeRecord {
  /** Of the hashed code. */
  _id: ObjectId;
  workspaceId: ObjectId;
  purpose: 'agent' | 'group';
  agentId: ObjectId | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  /** Who used it up: the same one may repeat it, since Telegram repeats presses. */
  usedBy: string | null;
}

const linkSchema = new Schema<LinkCodeRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    purpose: { type: String, required: true },
    agentId: { type: Schema.Types.ObjectId, default: null },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    usedBy: { type: String, default: null },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
linkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const LinkCode = model<LinkCodeRecord>('LinkCode', linkSchema, 'consoleLinks');

const minutes = 15;

/** Makes a code that works once within 15 minutes. */
export async function createLinkCode(
  hub: Pick<Hub, 'now'>,
  input: Pick<LinkCodeRecord, 'workspaceId' | 'purpose' | 'agentId' | 'createdBy'>,
): Promise<{ code: string; expiresAt: Date }> {
  const code = randomToken();
  const createdAt = hub.now();
  const expiresAt = new Date(createdAt.getTime() + minutes * 60_000);
  await LinkCode.create({ ...input, _id: idOf(code), createdAt, expiresAt, usedBy: null });
  return { code, expiresAt };
}

/** A code that can still be used; throws console.link-invalid. */
export async function getLinkCode(
  hub: Pick<Hub, 'now'>,
  workspaceId: ObjectId,
  purpose: LinkCodeRecord['purpose'],
  code: string,
): Promise<LinkCodeRecord> {
  const found = await LinkCode.findOne({
    _id: idOf(code),
    workspaceId,
    purpose,
    usedBy: null,
    expiresAt: { $gt: hub.now() },
  }).lean<LinkCodeRecord | null>();
  if (!found) throw new HubError('console.link-invalid');
  return found;
}

/** Uses a code up; the same user may use it again as long as it lasts. Throws console.link-invalid. */
export async function useLinkCode(
  hub: Pick<Hub, 'now'>,
  { workspaceId, purpose, code, by }: { workspaceId: ObjectId; purpose: LinkCodeRecord['purpose']; code: string; by: string },
): Promise<LinkCodeRecord> {
  const used = await LinkCode.findOneAndUpdate(
    { _id: idOf(code), workspaceId, purpose, usedBy: { $in: [null, by] }, expiresAt: { $gt: hub.now() } },
    { $set: { usedBy: by } },
    { returnDocument: 'after' },
  ).lean<LinkCodeRecord | null>();
  if (!used) throw new HubError('console.link-invalid');
  return used;
}

function idOf(code: string): ObjectId {
  return naturalId('console-link', hashToken(code));
}
