import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';

/** The number of the key, as the app repeats it in what it encrypts. */
export const passwordKeyId = 77;

let keys: { publicKey: string; privateKey: string } | undefined;

function keyPair() {
  keys ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return keys;
}

/** The public key as `ig-set-password-encryption-pub-key` carries it. */
export function publicPasswordKey(): string {
  return Buffer.from(keyPair().publicKey).toString('base64');
}

/** Opens `#PWD_INSTAGRAM:4:<time>:<base64>`; null when it was not made for our key. */
export function openPassword(sealed: string): string | null {
  const [, , time = '', text = ''] = sealed.split(':');
  const bytes = Buffer.from(text, 'base64');
  if (bytes[0] !== 1 || bytes[1] !== passwordKeyId) return null;
  const iv = bytes.subarray(2, 14);
  const keyLength = bytes.readInt16LE(14);
  const key = openKey(bytes.subarray(16, 16 + keyLength));
  const tag = bytes.subarray(16 + keyLength, 32 + keyLength);
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(Buffer.from(time));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(32 + keyLength)), decipher.final()]).toString();
}

/** PKCS #1 v1.5: zero, two, padding, zero, the key. Node itself no longer takes that padding off. */
function openKey(encrypted: Buffer): Buffer {
  const padded = privateDecrypt({ key: keyPair().privateKey, padding: constants.RSA_NO_PADDING }, encrypted);
  return padded.subarray(padded.indexOf(0, 2) + 1);
}
