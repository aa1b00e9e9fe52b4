import type { Request } from 'express';
import type { Config } from '../../config.ts';
import { HubError } from '../../core/error.ts';

/**
 * Refuses a write that a browser sent from another site. A browser names the relation in Sec-Fetch-Site or at least the Origin with
 * every write; a request with neither comes from no browser, so nobody's cookie can be abused by it.
 */
export function refuseForeignOrigin({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, request: Request): void {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && origin === undefined) return;
  if (origin !== undefined && isOurs(origin, request, PUBLIC_URL)) return;
  throw new HubError('request.foreign-origin');
}

function isOurs(origin: string, request: Request, publicUrl: string | undefined): boolean {
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.get('host');
}
