import { allowedDomain } from '../../../../../hub/api/widget/settings.ts';

/** Why something typed is no domain, for its words. */
export type DomainProblem = 'empty' | 'star' | 'wrong' | 'taken' | 'bare-ending';

/**
 * Reads a site as somebody types or pastes it: an address of a page becomes its host. A star stands only before the first dot, for all hosts
 * below; the host itself is an entry of its own.
 */
export function readDomain(typed: string, taken: readonly string[]): { domain: string } | { problem: DomainProblem } {
  const text = typed.trim().toLowerCase();
  if (text === '') return { problem: 'empty' };
  const host = text.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  if (/\s|,/.test(host)) return { problem: 'wrong' };
  if (host.includes('*') && !/^\*\.[^*]+$/.test(host)) return { problem: 'star' };
  if (/^\*\.[a-z0-9-]+(:\d+)?$/.test(host) && !host.startsWith('*.localhost')) return { problem: 'bare-ending' };
  const ascii = toAscii(host);
  if (!allowedDomain.safeParse(ascii).success) return { problem: 'wrong' };
  return taken.includes(ascii) ? { problem: 'taken' } : { domain: ascii };
}

/** Hosts in other scripts as browsers send them: `магазин.рф` is `xn--80aairftm.xn--p1ai`. */
function toAscii(host: string): string {
  const [, star = '', rest = ''] = /^(\*\.)?(.*)$/.exec(host) ?? [];
  if (/^[\x20-\x7f]*$/.test(rest)) return host;
  try {
    return `${star}${new URL(`http://${rest}`).host}`;
  } catch {
    return host; // told as wrong
  }
}
