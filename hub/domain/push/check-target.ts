import { ECDH } from 'node:crypto';
import { isIP } from 'node:net';
import type { Config } from '../../config.ts';
import { HubError } from '../../core/error.ts';
import { bareHost, isPrivateName, isPublicAddress } from '../../core/safe-address.ts';

/**
 * Refuses an endpoint that can't be a push service's: not https, with a login in it, or on a private address or name by its spelling.
 * Where a public name leads is checked at each delivery, as the answer may change. Throws push-subscription.endpoint-refused.
 */
export function checkEndpoint({ PUSH_ALLOW_PRIVATE }: Pick<Config, 'PUSH_ALLOW_PRIVATE'>, endpoint: string): void {
  const { protocol, hostname, username, password } = new URL(endpoint);
  const host = bareHost(hostname);
  const isPublic = isIP(host) ? isPublicAddress(host) : !isPrivateName(host);
  const isThisMachine = ['localhost', '127.0.0.1', '::1'].includes(host);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && PUSH_ALLOW_PRIVATE && isThisMachine);
  if (!isSecure || username !== '' || password !== '' || !(isPublic || PUSH_ALLOW_PRIVATE))
    throw new HubError('push-subscription.endpoint-refused');
}

/** Refuses keys with which nothing could be encrypted (RFC 8291: a point of P-256, 16 bytes of secret). Throws push-subscription.keys-invalid. */
export function checkKeys({ p256dh, auth }: { p256dh: string; auth: string }): void {
  if (!isPoint(Buffer.from(p256dh, 'base64url')) || Buffer.from(auth, 'base64url').length !== 16)
    throw new HubError('push-subscription.keys-invalid');
}

function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch {
    // What is not on the curve is told by an error, and by nothing else.
    return false;
  }
}
