import { model, Schema } from 'mongoose';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { hashToken, randomToken, type ObjectId } from '../../../core/ids.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { hasOwner } from '../get-agent.ts';

interface SetupTokenRecord {
  _id: ObjectId;
  tokenHash: string;
  createdAt: Date;
}

const setupTokenSchema = new Schema<SetupTokenRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    tokenHash: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

const SetupToken = model<SetupTokenRecord>('SetupToken', setupTokenSchema, 'setupTokens');

/** There is one: a newer link ends the one before. */
const only = naturalId('setup token');

/** Makes the one-time link to the setup page, which ends the one before it; null once there is an owner. */
export async function createSetupLink(hub: Pick<Hub, 'baseUrl' | 'now'>): Promise<string | null> {
  if (await hasOwner()) return null;
  const token = randomToken();
  const values = { tokenHash: hashToken(token), createdAt: hub.now() };
  const { created } = await insertOnce(SetupToken, { _id: only, ...values });
  if (!created) await SetupToken.updateOne({ _id: only }, { $set: values });
  return `${hub.baseUrl()}/setup?token=${token}`;
}

/** Throws setup.done once there is an owner, and setup.link-invalid for any token but the newest. */
export async function checkSetupToken(token: string): Promise<void> {
  if (await hasOwner()) throw new HubError('setup.done');
  if (!(await SetupToken.exists({ _id: only, tokenHash: hashToken(token) }))) throw new HubError('setup.link-invalid');
}

/** Uses the token up: of several at once, one gets through. Throws as checkSetupToken. */
export async function claimSetupToken(token: string): Promise<void> {
  await checkSetupToken(token);
  const { deletedCount } = await SetupToken.deleteOne({ _id: only, tokenHash: hashToken(token) });
  if (deletedCount === 0) throw new HubError('setup.link-invalid');
}
