import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Config } from '../../config.ts';

/** Sets the session cookie: `__Host-` over https, so that neither a subdomain nor plain http can plant one. */
export function setSessionCookie(
  config: Pick<Config, 'PUBLIC_URL'>,
  request: Request,
  response: Response,
  session: { token: string; expiresAt: Date },
) {
  response.append('Set-Cookie', writeCookie(config, request, session.token, session.expiresAt));
}

/** Takes the session cookie away. */
export function clearSessionCookie(config: Pick<Config, 'PUBLIC_URL'>, request: Request, response: Response) {
  response.append('Set-Cookie', writeCookie(config, request, '', new Date(0)));
}

/** The session token a request carries in its cookie; null without one. */
export function readSessionCookie(config: Pick<Config, 'PUBLIC_URL'>, request: Request): string | null {
  const header = request.headers.cookie;
  return header === undefined ? null : parseCookie(header)[cookieName(isHttps(config, request))] || null;
}

function writeCookie(config: Pick<Config, 'PUBLIC_URL'>, request: Request, value: string, expires: Date): string {
  const secure = isHttps(config, request);
  return stringifySetCookie({ name: cookieName(secure), value, path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-hub_session' : 'hub_session';
}

/** A proxy that ends TLS may not say so; the public address does. */
function isHttps({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, request: Request): boolean {
  return (
    request.secure || (PUBLIC_URL !== undefined && PUBLIC_URL.startsWith('https://') && new URL(PUBLIC_URL).host === request.headers.host)
  );
}
