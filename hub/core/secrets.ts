import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Seals and opens secrets for the database. */
export interface SecretBox {
  /** Encrypts with the newest key; `field` and the workspace are bound in, so that a sealed value can't be moved to another place. */
  seal(plain: string, place: SecretPlace): string;
  /** Opens what any known key sealed. Throws when the place differs, the key is unknown or the value was changed. */
  open(sealed: string, place: SecretPlace): string;
  /** True when a newer key than the one it was sealed with is in use: `rotate-secrets` seals it again. */
  isStale(sealed: string): boolean;
  /** A keyed hash for signed links and derived secrets; `purpose` keeps uses apart. */
  sign(purpose: string, data: string): Buffer;
}

interface SecretPlace {
  workspaceId: string;
  field: string;
}

const sealedShape = z.string().regex(/^v1\.[\w-]{1,32}\.[\w-]+\.[\w-]+\.[\w-]+$/);

/**
 * Makes the box from the hub's secrets, newest first: `id:base64url`, or a bare secret whose id is then derived from it.
 * AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D); keys are derived by HKDF-SHA256, so any secret of enough entropy will do.
 */
export function createSecretBox(secrets: readonly string[]): SecretBox {
  const keys = secrets.map(readKey);
  const [newest] = keys;
  if (!newest) throw new Error('a secret box needs at least one secret');

  return {
    seal(plain, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.sealing, nonce).setAAD(boundTo(place));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [
        'v1',
        newest.id,
        nonce.toString('base64url'),
        body.toString('base64url') || '_',
        cipher.getAuthTag().toString('base64url'),
      ].join('.');
    },

    open(sealed, place) {
      const [, keyId = '', nonce = '', body = '', tag = ''] = sealedShape.parse(sealed).split('.');
      const key = keys.find((each) => each.id === keyId);
      if (!key) throw new Error(`sealed with key ${keyId}, which this hub does not have: add the old secret to HUB_SECRET`);
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, Buffer.from(nonce, 'base64url')).setAAD(boundTo(place));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      const bytes = body === '_' ? Buffer.alloc(0) : Buffer.from(body, 'base64url');
      return Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8');
    },

    isStale: (sealed) => sealedShape.parse(sealed).split('.')[1] !== newest.id,

    sign: (purpose, data) => createHmac('sha256', newest.signing).update(`${purpose}\n${data}`).digest(),
  };
}

function readKey(secret: string) {
  const named = /^([\w-]{1,32}):(.+)$/.exec(secret);
  const material = named?.[2] ?? secret;
  if (material.length < 32) throw new Error('HUB_SECRET must have at least 32 characters per key');
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', material, 'hubbub', purpose, 32));
  return { id: named?.[1] ?? derive('id').toString('hex').slice(0, 8), sealing: derive('seal'), signing: derive('sign') };
}

function boundTo(place: SecretPlace): Buffer {
  return Buffer.from(`${place.workspaceId}\n${place.field}`);
}
