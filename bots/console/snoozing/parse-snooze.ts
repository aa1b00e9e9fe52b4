import { momentOf, wallTimeAt, weekdayOf, type WallTime } from './zoned-time.ts';

/** Until when: a moment, or null for "until the customer writes". */
export type Until = { until: Date | null };

const morning = { hour: 9, minute: 0 };
const maxDays = 366;

const units: [RegExp, number][] = [
  [/^(?:m|min|mins|minutes?|м|мин|минут[аыу]?)$/i, 60_000],
  [/^(?:h|hours?|hrs?|ч|час|часа|часов)$/i, 3_600_000],
  [/^(?:d|days?|д|день|дня|дней)$/i, 86_400_000],
  [/^(?:w|weeks?|н|нед|недел[яюиь])$/i, 604_800_000],
];

const weekdays = [
  /^(?:mon|пн|понед)/i,
  /^(?:tue|вт)/i,
  /^(?:wed|ср)/i,
  /^(?:thu|чт|четв)/i,
  /^(?:fri|пт|пятн)/i,
  /^(?:sat|сб|субб)/i,
  /^(?:sun|вс|воск)/i,
];

/** Reads `2h`, `30 min`, `tomorrow 9`, `monday 10:30`, `18:00`, `2026-12-24 9`, `until reply`, and the same in Russian, in the agent's zone. Null when it is none of these or lies in the past. */
export function parseSnooze(text: string, now: Date, timeZone: string): Until | null {
  const words = text.trim().replace(/^(?:for|на|in|через)\s+/i, '');
  if (/^(?:until[\s-]*reply|reply|до[\s-]*ответа)$/i.test(words)) return { until: null };
  const until = readSpan(words, now) ?? readDay(words, now, timeZone);
  if (!until || until.getTime() <= now.getTime() || until.getTime() - now.getTime() > maxDays * 86_400_000) return null;
  return { until };
}

/** The choices under the Snooze button. */
export const snoozePresets = ['1h', '3h', 'tomorrow', 'monday', 'until-reply'] as const;

/** The moment of a preset for an agent. */
export function presetUntil(preset: string, now: Date, timeZone: string): Until | null {
  return (snoozePresets as readonly string[]).includes(preset) ? parseSnooze(preset, now, timeZone) : null;
}

function readSpan(words: string, now: Date): Date | null {
  const match = /^(\d{1,4})\s*([a-zа-я]+)$/i.exec(words);
  const unit = match && units.find(([pattern]) => pattern.test(match[2] ?? ''));
  return unit ? new Date(now.getTime() + Number(match[1]) * unit[1]) : null;
}

function readDay(words: string, now: Date, timeZone: string): Date | null {
  const today = wallTimeAt(now, timeZone);
  const match = /^(.*?)(?:\s*(?:at|в)?\s*(?<![\d-])(\d{1,2})(?:[:.](\d{2}))?)?$/i.exec(words);
  const dayWords = (match?.[1] ?? '').trim();
  const time = match?.[2] === undefined ? morning : { hour: Number(match[2]), minute: Number(match[3] ?? 0) };
  if (time.hour > 23 || time.minute > 59) return null;
  if (dayWords === '') return match?.[3] === undefined ? null : nextAt({ ...today, ...time }, now, timeZone);
  const day = readDayWords(dayWords, today);
  return day ? momentOf({ ...day, ...time }, timeZone) : null;
}

function readDayWords(words: string, today: WallTime): WallTime | null {
  if (/^(?:today|сегодня)$/i.test(words)) return today;
  if (/^(?:tomorrow|завтра)$/i.test(words)) return { ...today, day: today.day + 1 };
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(words);
  if (date) return { ...today, year: Number(date[1]), month: Number(date[2]), day: Number(date[3]) };
  const weekday = weekdays.findIndex((pattern) => pattern.test(words)) + 1;
  if (weekday === 0 || !/^[a-zа-я]+$/i.test(words)) return null;
  const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7;
  return { ...today, day: today.day + ahead };
}

/** That time today, or tomorrow when it has passed. */
function nextAt(wall: WallTime, now: Date, timeZone: string): Date {
  const today = momentOf(wall, timeZone);
  return today.getTime() > now.getTime() ? today : momentOf({ ...wall, day: wall.day + 1 }, timeZone);
}
