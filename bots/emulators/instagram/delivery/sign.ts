import { createHmac } from 'node:crypto';

/** A body as Meta writes it: everything beyond ASCII is escaped. */
export function writeBody(payload: unknown): string {
  return JSON.stringify(payload).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Posts a body with the signature of `appSecret`; gives the status, 0 when nobody answered. */
export async function postSigned(
  url: string,
  body: string | Buffer,
  { appSecret, timeoutMs = 20_000, signal }: { appSecret: string | null; timeoutMs?: number; signal?: AbortSignal },
): Promise<number> {
  const signature =
    appSecret === null ? {} : { 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Webhooks/1.0', ...signature },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0; // a hub that is away: Meta tries again
  }
}
