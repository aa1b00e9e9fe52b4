import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import webPush from 'web-push';
import type { PushPayload } from '../api/team/push.ts';
import type { Hub } from '../core/parts/hub.ts';
import { pinTo, resolvePublicHost, UnsafeAddress } from '../core/safe-address.ts';
import type { PushSubscriptionRecord } from '../domain/push/model.ts';

/**
 * What became of one push: taken by the push service; gone, as the browser no longer wants any; refused, which another try would not
 * change; or later, after the wait the service named.
 */
export type PushOutcome =
  { state: 'taken' | 'gone' } | { state: 'refused'; reason: string } | { state: 'later'; reason: string; retryAfterMs?: number };

/** A push as it goes to one browser. */
export interface OutgoingPush {
  payload: PushPayload;
  /** How long the push service keeps it for a browser that is off. */
  ttlSeconds: number;
  keys: { publicKey: string; privateKey: string };
}

type Target = Pick<PushSubscriptionRecord, 'endpoint' | 'p256dh' | 'auth'>;

const patienceMs = 10_000;
/** A `sub` must be an https or mailto address (RFC 8292); a hub without a public one has no better. */
const nobody = 'mailto:push@hubbub.invalid';

/** Encrypts a push for one browser (RFC 8291), signs it with the hub's key (RFC 8292) and hands it to the browser's push service. Never throws. */
export async function postPush(hub: Pick<Hub, 'config' | 'now' | 'baseUrl'>, target: Target, push: OutgoingPush): Promise<PushOutcome> {
  let sealed: Sealed;
  try {
    sealed = encrypt(hub, target, push);
  } catch (error) {
    // Keys that no browser makes: they stay what they are.
    return { state: 'refused', reason: reasonOf(error) };
  }
  try {
    return readAnswer(await send(hub, target.endpoint, sealed), hub.now());
  } catch (error) {
    return { state: error instanceof UnsafeAddress ? 'refused' : 'later', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Sealed {
  headers: Record<string, string>;
  body: Buffer;
}

function encrypt(hub: Pick<Hub, 'baseUrl'>, { endpoint, p256dh, auth }: Target, { payload, ttlSeconds, keys }: OutgoingPush): Sealed {
  const subject = hub.baseUrl().startsWith('https://') ? hub.baseUrl() : nobody;
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), {
    TTL: ttlSeconds,
    urgency: 'high',
    // One that waits for a browser that is off gives way to a later one of the same kind. At most 32 characters (RFC 8030).
    topic: payload.conversationId ? `${payload.conversationId}-${payload.kind.slice(0, 7)}` : 'test',
    vapidDetails: { subject, ...keys },
  });
  return { headers: { ...headers, 'Content-Length': String(body.length) }, body };
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
}

/** Redirects are answers like any other: a push service has no reason to send us elsewhere. */
async function send({ config }: Pick<Hub, 'config'>, endpoint: string, { headers, body }: Sealed): Promise<Answer> {
  const url = new URL(endpoint);
  const addresses = await resolvePublicHost(url.hostname, { allowPrivate: config.PUSH_ALLOW_PRIVATE });
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = open(
      url,
      { method: 'POST', headers, lookup: pinTo(addresses), agent: false, signal: AbortSignal.timeout(patienceMs) },
      (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        // What it says beside the status is not read, however long it goes on.
        response.destroy();
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function readAnswer({ status, retryAfter }: Answer, now: Date): PushOutcome {
  if (status >= 200 && status < 300) return { state: 'taken' };
  if (status === 404 || status === 410) return { state: 'gone' };
  if (status === 429 || status === 408 || status >= 500) {
    const retryAfterMs = readRetryAfter(retryAfter, now);
    return { state: 'later', reason: `the push service answered ${status}`, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return { state: 'refused', reason: `the push service answered ${status}` };
}

/** Seconds, or a date (RFC 9110). */
function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
