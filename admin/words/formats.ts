import { signal } from '@preact/signals-core';
import { language, t } from './words.ts';

/** The zone times are shown in: the agent's own, else the browser's. */
export const timeZone = signal(new Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Ticks once in half a minute: read it where "2 min" has to stay true. */
export const minuteTick = signal(Date.now());
setInterval(() => {
  if (!document.hidden) minuteTick.value = Date.now();
}, 30_000);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) minuteTick.value = Date.now();
});

const made = new Map<string, Intl.DateTimeFormat>();

function format(at: string | Date, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([language.value, timeZone.value, options]);
  let formatter = made.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language.value, { timeZone: timeZone.value, ...options });
    made.set(key, formatter);
  }
  return formatter.format(new Date(at));
}

/** 14:05, and 2:05 PM in English. */
export function clockTime(at: string | Date): string {
  return format(at, { timeStyle: 'short' });
}

/** 3 March 2026, 14:05: what a time's title says. */
export function fullTime(at: string | Date): string {
  return format(at, { dateStyle: 'long', timeStyle: 'short' });
}

/** 3 Mar 2026 */
export function shortDate(at: string | Date): string {
  return format(at, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The day's own name in the zone, for grouping: 2026-03-03. */
export function dayKey(at: string | Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: timeZone.value, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(new Date(at));
}

/** Today, Yesterday, Monday 2 March, or with the year when it is another. */
export function dayName(at: string | Date): string {
  const now = new Date(minuteTick.value);
  const day = dayKey(at);
  if (day === dayKey(now)) return t('common:today');
  if (day === dayKey(new Date(now.getTime() - 86_400_000))) return t('common:yesterday');
  const isThisYear = day.slice(0, 4) === dayKey(now).slice(0, 4);
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** How long ago, as short as lists need: now, 5m, 3h, Tue, 3 Mar. */
export function agoShort(at: string | Date): string {
  const now = minuteTick.value;
  const seconds = Math.max(0, (now - new Date(at).getTime()) / 1000);
  if (seconds < 60) return t('common:now');
  if (seconds < 3600) return t('common:minutesShort', { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t('common:hoursShort', { n: Math.floor(seconds / 3600) });
  if (seconds < 6 * 86_400) return format(at, { weekday: 'short' });
  return format(at, { day: 'numeric', month: 'short', ...(seconds > 300 * 86_400 ? { year: 'numeric' } : {}) });
}

/** A span in words a chip has room for: 45s, 12m, 3h, 2d. */
export function spanShort(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return t('common:secondsShort', { n: Math.max(0, Math.floor(ms / 1000)) });
  if (minutes < 60) return t('common:minutesShort', { n: minutes });
  if (minutes < 48 * 60) return t('common:hoursShort', { n: Math.floor(minutes / 60) });
  return t('common:daysShort', { n: Math.floor(minutes / 1440) });
}

/** 12.3 MB, as the language writes it; a megabyte is 1,024 times 1,024 bytes, as in the limits of the hub and of providers. */
export function fileSize(bytes: number): string {
  const [value, unit] = bytes < 1_048_576 ? [bytes / 1024, 'kilobyte'] : [bytes / 1_048_576, 'megabyte'];
  return new Intl.NumberFormat(language.value, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  })
    .format(value)
    .replace(' ', '\u00a0');
}

/** 12 345 */
export function number(value: number): string {
  return new Intl.NumberFormat(language.value).format(value);
}
