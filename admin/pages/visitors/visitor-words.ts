import { Monitor, Smartphone, Tablet, MonitorSmartphone } from 'lucide';
import type { VisitorView } from '../../../hub/api/visitors/live-visitors.ts';
import { language, t } from '../../words/words.ts';

/** What to call a visitor: a name, else that there is none, with what tells them apart. */
export function nameOf({ id, name }: Pick<VisitorView, 'id' | 'name'>): string {
  return name ?? t('visitors:anonymous', { id: id.replace(/^[a-z]_/, '').slice(0, 4) });
}

/** The picture of a device. */
export function pictureOf({ device }: Pick<VisitorView, 'device'>) {
  return { desktop: Monitor, phone: Smartphone, tablet: Tablet, other: MonitorSmartphone }[device.kind];
}

/** Firefox 130, Windows 11 */
export function deviceWords({ device: { kind, browser, system } }: Pick<VisitorView, 'device'>): string {
  return [browser, system].filter(Boolean).join(', ') || t(`visitors:device.${kind}`);
}

/** A visitor's language in the agent's own words. */
export function languageWords(code: string | null): string {
  if (!code) return '';
  try {
    return new Intl.DisplayNames(language.value, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Berlin, Germany, as the agent's language names the country; empty where it isn't known. */
export function whereWords({ country, city }: Pick<VisitorView, 'country' | 'city'>): string {
  if (!country) return '';
  let name: string = country.name;
  try {
    name = new Intl.DisplayNames(language.value, { type: 'region' }).of(country.code) ?? country.name;
  } catch {
    // A code that Intl doesn't know keeps the file's own name.
  }
  return city ? `${city}, ${name}` : name;
}

/** Where they came from: the other site's name; empty when they came straight, or from the site itself. */
export function referrerWords({ referrer, page }: Pick<VisitorView, 'referrer' | 'page'>): string {
  const from = hostOf(referrer);
  return from === hostOf(page.url) ? '' : from;
}

function hostOf(url: string | null): string {
  try {
    return url ? new URL(url).hostname.replace(/^www\./, '') : '';
  } catch {
    return '';
  }
}
