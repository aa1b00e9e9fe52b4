import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { pushPayload, type PushPayload } from '../../api/team/push.ts';

/** A browser's side of a push subscription. */
export interface PushBrowser {
  /** What it tells the hub: base64url. */
  keys: { p256dh: string; auth: string };
  /** Reads an encrypted push (RFC 8291); throws for one that is not for this browser. */
  open(body: Buffer): PushPayload;
}

/** The content of one push: one record with its delimiter (RFC 8188), so the sequence number is zero and the nonce as derived. */
const lastRecord = 2;

/** Makes a browser with keys of its own. */
export function createPushBrowser(): PushBrowser {
  const own = createECDH('prime256v1');
  const ownPublic = own.generateKeys();
  const auth = randomBytes(16);
  return {
    keys: { p256dh: ownPublic.toString('base64url'), auth: auth.toString('base64url') },
    open: (body) => pushPayload.parse(JSON.parse(decrypt(body).toString('utf8'))),
  };

  function decrypt(body: Buffer): Buffer {
    // RFC 8188, 2.1: salt (16), record size (4), length of the key id (1), the key id, here the sender's public key.
    const salt = body.subarray(0, 16);
    const recordSize = body.readUInt32BE(16);
    const keyLength = body.readUInt8(20);
    const senderPublic = body.subarray(21, 21 + keyLength);
    const record = body.subarray(21 + keyLength);
    if (keyLength !== 65 || record.length > recordSize) throw new Error('not one record from a P-256 key');

    const info = Buffer.concat([Buffer.from('WebPush: info\0'), ownPublic, senderPublic]);
    const material = derive(own.computeSecret(senderPublic), auth, info, 32);
    const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    const end = padded.lastIndexOf(lastRecord);
    if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('the record has no end');
    return padded.subarray(0, end);
  }
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
