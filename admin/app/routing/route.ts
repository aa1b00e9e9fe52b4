import { signal } from '@preact/signals-core';

/** Where the page is: everything on screen that can be linked to is in here. */
export interface Place {
  /** Below /admin: `/inbox/mine/65f…`. */
  path: string;
  query: URLSearchParams;
}

const base = '/admin';

/** The place on screen; set by `navigate` and the browser's history only. */
export const place = signal<Place>(readPlace());

/** Goes to a path below /admin, with its query: `navigate('/contacts?q=anna')`. `replace` leaves no step back. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const url = `${base}${to}`;
  if (url === location.pathname + location.search) return;
  if (!leaveIsAllowed(to)) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  place.value = readPlace();
}

/** Changes some of the query and keeps the rest; null takes a name away. */
export function setQuery(changes: Record<string, string | null>, { replace = true }: { replace?: boolean } = {}): void {
  const { path, query } = place.value;
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  navigate(`${path}${text ? `?${text}` : ''}`, { replace });
}

/** The address of a path below /admin, for links. */
export function href(to: string): string {
  return `${base}${to}`;
}

type Guard = (to: string) => boolean;
const guards = new Set<Guard>();

/** Asks before the page is left: for forms with unsaved changes. Returns its removal. A guard that says no shows its own question. */
export function guardLeaving(ask: Guard): () => void {
  guards.add(ask);
  return () => guards.delete(ask);
}

function leaveIsAllowed(to: string): boolean {
  const samePage = to.split('?')[0] === place.peek().path;
  return samePage || [...guards].every((ask) => ask(to));
}

function readPlace(): Place {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : '/';
  return { path: path === '' ? '/' : path, query: new URLSearchParams(location.search) };
}

/** Follows the browser's back and forward, and every plain click on a link of ours. */
export function startRouting(): void {
  window.addEventListener('popstate', () => {
    const { path, query } = place.peek();
    const next = readPlace();
    if (leaveIsAllowed(next.path)) place.value = next;
    // The browser has gone already: the page that may not be left yet gets its address back.
    else history.pushState(null, '', `${base}${path}${query.size > 0 ? `?${query.toString()}` : ''}`);
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (!link.pathname.startsWith(`${base}/`)) return;
    event.preventDefault();
    navigate(link.pathname.slice(base.length) + link.search);
  });
}
