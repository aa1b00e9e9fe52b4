import type { WidgetConfig } from '../../hub/api/widget/views.ts';

/** Whether the launcher shows on a page, by what the workspace set. */
export function isShownOn(places: WidgetConfig['places'], page: { url: string; isPhone: boolean }, isTeamThere: boolean): boolean {
  if (places.onlyInHours && !isTeamThere) return false;
  if (places.devices !== 'all' && (places.devices === 'phone') !== page.isPhone) return false;
  if (places.exceptPages.some((pattern) => matchesPage(pattern, page.url))) return false;
  return places.onlyPages.length === 0 || places.onlyPages.some((pattern) => matchesPage(pattern, page.url));
}

/** Whether an address fits a pattern such as `/pricing` or `https://shop.example.com/*`; `*` stands for anything, a query counts only where the pattern has one. */
export function matchesPage(pattern: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  const path = parsed.pathname + (pattern.includes('?') ? parsed.search : '');
  const address = pattern.startsWith('/') ? path : /^[a-z]+:\/\//.test(pattern) ? parsed.origin + path : parsed.host + path;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}/?$`).test(address);
}
