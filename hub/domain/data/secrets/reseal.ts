import mongoose from 'mongoose';
import type { Hub } from '../../../core/parts/hub.ts';
import { sealedMailPlace } from '../../../core/parts/mail-outbox.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { sessionPlace } from '../../channel/session.ts';
import { sealPlace } from '../../channel/settings.ts';
import { pushKeyPlace } from '../../push/keys.ts';
import { tokenPlace, webhookSecretPlace } from '../../console/secrets.ts';
import { identitySecretPlace } from '../../widget/model.ts';
import { handoverPlace } from '../../widget/session/handover.ts';
import { totpPlace } from '../../user/two-factor/secret.ts';

interface SealedField {
  collection: string;
  field: string;
  /** What the value is bound to, as the noun that seals it says. */
  place: (document: { _id: ObjectId; workspaceId: ObjectId }) => { workspaceId: string; field: string };
}

/** Every field that holds something sealed; a new one adds its line here. */
export const sealedFields: readonly SealedField[] = [
  { collection: 'channels', field: 'sealedSettings', place: ({ _id, workspaceId }) => sealPlace({ workspaceId, channelId: _id }) },
  { collection: 'channels', field: 'sealedSession', place: ({ _id, workspaceId }) => sessionPlace({ workspaceId, channelId: _id }) },
  { collection: 'consoles', field: 'sealedToken', place: ({ workspaceId }) => tokenPlace(workspaceId) },
  {
    collection: 'consoles',
    field: 'sealedWebhookSecret',
    place: ({ workspaceId }) => webhookSecretPlace(workspaceId),
  },
  { collection: 'widgets', field: 'sealedIdentitySecret', place: ({ workspaceId }) => identitySecretPlace(workspaceId) },
  { collection: 'widgets', field: 'sealedPreviousSecret', place: ({ workspaceId }) => identitySecretPlace(workspaceId) },
  { collection: 'handovers', field: 'sealedSecret', place: ({ workspaceId }) => handoverPlace(workspaceId) },
  { collection: 'users', field: 'sealedTotpSecret', place: ({ _id }) => totpPlace(_id) },
  { collection: 'users', field: 'sealedPendingSecret', place: ({ _id }) => totpPlace(_id) },
  { collection: 'mails', field: 'sealedValues', place: ({ _id }) => sealedMailPlace(_id) },
  { collection: 'pushKeys', field: 'sealedPrivateKey', place: () => pushKeyPlace },
];

/** What was done to one field. */
export interface Resealing {
  collection: string;
  field: string;
  resealed: number;
  /** Already sealed with the newest key. */
  current: number;
}

/**
 * Seals again, with the newest key, whatever an older key sealed. Safe beside a running hub and to run twice: a value that changed
 * meanwhile is left as it is. Rejects at a value that no known key opens; what was done before stays done.
 */
export async function resealSecrets(hub: Pick<Hub, 'secrets'>): Promise<Resealing[]> {
  const done: Resealing[] = [];
  for (const sealed of sealedFields) done.push(await resealField(hub, sealed));
  return done;
}

async function resealField({ secrets }: Pick<Hub, 'secrets'>, { collection, field, place }: SealedField): Promise<Resealing> {
  const documents = mongoose.connection.collection<{ _id: ObjectId; workspaceId: ObjectId; [field: string]: unknown }>(collection);
  const result = { collection, field, resealed: 0, current: 0 };
  for await (const document of documents.find({ [field]: { $exists: true } }, { projection: { workspaceId: 1, [field]: 1 } })) {
    const old = document[field];
    if (typeof old !== 'string' || !secrets.isStale(old)) {
      result.current += 1;
      continue;
    }
    const where = place(document);
    const { modifiedCount } = await documents.updateOne(
      { _id: document._id, [field]: old },
      { $set: { [field]: secrets.seal(secrets.open(old, where), where) } },
    );
    result.resealed += modifiedCount;
  }
  return result;
}
