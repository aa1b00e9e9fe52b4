import { clockTime, dayKey, dayName } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

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
