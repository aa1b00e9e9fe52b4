import webPush from 'web-push';
import type { Hub } from '../../core/parts/hub.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { PushKeys, type PushKeysRecord } from './model.ts';

/** What the private key is bound to: it is the hub's and of no workspace. */
export const pushKeyPlace = { workspaceId: 'hub', field: 'pushKeys.privateKey' } as const;

const keysId = naturalId('push-keys');

/** The hub's VAPID keys (RFC 8292), base64url. Made when first asked for; of several hubs that ask at once all get the same. */
export async function getPushKeys(hub: Pick<Hub, 'now' | 'secrets'>): Promise<{ publicKey: string; privateKey: string }> {
  const { publicKey, sealedPrivateKey } = (await PushKeys.findById(keysId).lean<PushKeysRecord | null>()) ?? (await makeKeys(hub));
  return { publicKey, privateKey: hub.secrets.open(sealedPrivateKey, pushKeyPlace) };
}

async function makeKeys(hub: Pick<Hub, 'now' | 'secrets'>): Promise<PushKeysRecord> {
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const { doc } = await insertOnce(PushKeys, {
    _id: keysId,
    publicKey,
    sealedPrivateKey: hub.secrets.seal(privateKey, pushKeyPlace),
    createdAt: hub.now(),
  });
  return doc.toObject();
}
