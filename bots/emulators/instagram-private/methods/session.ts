import { randomBytes } from 'node:crypto';
import type { Account, World } from '../world/state.ts';
import type { Call } from '../wire/request.ts';

/** Signs an account in; gives the headers by which the app keeps it. */
export function openSession(world: World, account: Account, call: Call): Record<string, string | string[]> {
  const secret = `${account.id}%3A${randomBytes(10).toString('hex')}%3A7`;
  account.sessions.add(secret);
  account.logins.push({ deviceId: call.form['device_id'] ?? '', at: world.clock.now() });
  const bearer = Buffer.from(JSON.stringify({ ds_user_id: account.id, sessionid: secret, should_use_header_over_cookie: true }));
  return {
    'ig-set-authorization': `Bearer IGT:2:${bearer.toString('base64')}`,
    'set-cookie': [`ds_user_id=${account.id}; Path=/`, `sessionid=${secret}; Path=/; HttpOnly`, `ds_user=${account.username}; Path=/`],
  };
}

/** Whose session a call carries, in its header or its cookie; undefined when nobody is signed in. */
export function accountOf(world: World, { headers }: Call): Account | undefined {
  const bearer = /^Bearer IGT:2:(.+)$/.exec(headers.authorization ?? '')?.[1];
  const fromHeader = bearer === undefined ? undefined : readBearer(bearer);
  const fromCookie = /(?:^|;\s*)sessionid=([^;]+)/.exec(headers.cookie ?? '')?.[1];
  const secret = fromHeader ?? fromCookie;
  return [...world.accounts.values()].find(({ sessions }) => secret !== undefined && sessions.has(secret));
}

function readBearer(text: string): string | undefined {
  const parsed: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
  return typeof parsed === 'object' && parsed !== null && 'sessionid' in parsed ? String(parsed.sessionid) : undefined;
}
