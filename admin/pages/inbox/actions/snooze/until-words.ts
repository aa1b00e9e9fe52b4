import { clockTime, dayKey, dayName, timeZone } from '../../../../words/formats.ts';
import { language, t } from '../../../../words/words.ts';

/** "until 18:00", "until tomorrow, 09:00", "until Monday 2 March, 09:00", "until they write". */
export function untilInWords(until: Date | null): string {
  if (until === null) return t('panel:untilTheyWrite');
  return t('panel:until', { time: momentInWords(until) });
}

/** A moment to come, as a person says it in the zone on screen: today only its time. */
export function momentInWords(at: Date): string {
  const now = Date.now();
  if (dayKey(at) === dayKey(new Date(now))) return clockTime(at);
  if (dayKey(at) === dayKey(new Date(now + 86_400_000))) return `${t('panel:tomorrow')}, ${clockTime(at)}`;
  return `${dayName(at)}, ${clockTime(at)}`;
}

/** A moment to come where there is little room: 18:00, or Sun 22 Nov, 09:00. */
export function momentShort(at: Date): string {
  if (dayKey(at) === dayKey(new Date())) return clockTime(at);
  const day = new Intl.DateTimeFormat(language.value, { timeZone: timeZone.value, weekday: 'short', day: 'numeric', month: 'short' });
  return `${day.format(at)}, ${clockTime(at)}`;
}
