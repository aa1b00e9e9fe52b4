import { language, say } from '../../data/words.ts';

/** The time of day, as the visitor writes it. */
export function timeOf(moment: string): string {
  return new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit' }).format(new Date(moment));
}

/** The day: today, yesterday or its date. */
export function dayOf(moment: string, now = new Date()): string {
  const date = new Date(moment);
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return say('today');
  if (date.toDateString() === yesterday.toDateString()) return say('yesterday');
  const isThisYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'long', ...(!isThisYear && { year: 'numeric' }) }).format(date);
}

/** When somebody is there again: the time, with the day where it isn't today. */
export function whenOf(moment: string, now = new Date()): string {
  const date = new Date(moment);
  const isToday = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language(), {
    hour: 'numeric',
    minute: '2-digit',
    ...(!isToday && { weekday: 'long', day: 'numeric', month: 'long' }),
  }).format(date);
}

/** A size in the unit that suits it. */
export function sizeOf(bytes: number): string {
  const [value, key] =
    bytes < 1000
      ? ([bytes, 'bytes'] as const)
      : bytes < 1e6
        ? ([bytes / 1e3, 'kilobytes'] as const)
        : ([bytes / 1e6, 'megabytes'] as const);
  return say(key, { size: new Intl.NumberFormat(language(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value) });
}

/** Names one after another, as the language joins them. */
export function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(language()).format(names);
}
