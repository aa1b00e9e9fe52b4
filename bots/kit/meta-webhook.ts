import { createHmac } from 'node:crypto';
import type { RawRequest, WebhookAnswer } from '../contract/channel.ts';
import { isSameSecret } from './same-secret.ts';

/** Answers Meta's handshake of a webhook with its challenge, or 403 when the token is not ours; null when the request is none. */
export function answerMetaHandshake({ method, query }: RawRequest, verifyToken: string): WebhookAnswer | null {
  if (method !== 'GET') return null;
  const challenge = query['hub.challenge'] ?? '';
  const isOurs = isSameSecret(query['hub.verify_token'], verifyToken);
  const isValid = query['hub.mode'] === 'subscribe' && /^[\w.-]{1,256}$/.test(challenge);
  // As text, since a browser must never read what comes back as a page.
  if (!isOurs || !isValid) return { status: 403, contentType: 'text/plain', body: 'Forbidden' };
  return { status: 200, contentType: 'text/plain', body: challenge };
}

/** True when one of Meta's app secrets signed these very bytes (`X-Hub-Signature-256`). The old SHA-1 header counts for nothing. */
export function isSignedByMeta({ headers, body }: RawRequest, appSecrets: readonly string[]): boolean {
  const given = headers['x-hub-signature-256'];
  let found = false;
  // Every secret is tried, so that the time tells nothing of which one fits.
  for (const secret of appSecrets) found = (secret !== '' && isSameSecret(given, signatureOf(body, secret))) || found;
  return found;
}

function signatureOf(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
