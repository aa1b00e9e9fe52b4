import type { Request } from 'express';
import type { Config } from '../../config.ts';
import { HubError } from '../../core/error.ts';
import type { KnownWidget } from '../../core/widget/known-widgets.ts';

/**
 * Refuses what a browser sends from a site on which this widget may not be: the hub's own origin (where the frame is from), the sites its
 * owner named (whose pages may read the answer), and what comes from no browser at all are fine. Throws request.foreign-origin.
 */
export function refuseForeignSite(config: Pick<Config, 'PUBLIC_URL'>, { settings }: Pick<KnownWidget, 'settings'>, request: Request): void {
  const origin = request.get('origin');
  if (origin === undefined || isOwnOrigin(config, origin, request)) return;
  if (!isAllowedSite(settings.allowedDomains, origin)) throw new HubError('request.foreign-origin');
  // A handshake of sockets has no answer of its own to put these on.
  request.res?.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'Retry-After', Vary: 'Origin' });
}

/** True for the hub's own origin, by its public address or the one it is reached at. */
export function isOwnOrigin({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, origin: string, request: Request): boolean {
  if (PUBLIC_URL !== undefined && origin === new URL(PUBLIC_URL).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.get('host');
}

/** True when a site is among the named ones, or none is named: `*.` stands for everything below a host, a port is named where it is unusual. */
export function isAllowedSite(allowedDomains: readonly string[], origin: string): boolean {
  if (allowedDomains.length === 0) return true;
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return allowedDomains.some((domain) => (domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain));
}
