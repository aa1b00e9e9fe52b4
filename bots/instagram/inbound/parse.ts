import { z } from 'zod';
import { UnreadablePayload } from '../../contract/error.ts';
import type { ParsedElement } from '../../contract/inbound.ts';
import { messagingItem } from './envelope.ts';
import { parseItem } from './item.ts';
import { toMoment } from './time.ts';

/** Whose webhooks are read. */
export interface Intake {
  accountId: string;
  now: () => Date;
}

const envelope = z.looseObject({ object: z.string(), entry: z.array(z.unknown()) });
const entry = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  time: z.unknown().optional(),
  messaging: z.unknown().optional(),
  standby: z.unknown().optional(),
  changes: z.unknown().optional(),
});
const change = z.looseObject({ field: z.string(), value: z.unknown() });

/** Reads a webhook, event by event; those of other accounts of the app are not for us. Meta's samples also show a list of such payloads. */
export function parsePayload(payload: unknown, intake: Intake): ParsedElement[] {
  if (Array.isArray(payload) && payload.length > 0) return payload.flatMap((one: unknown) => parseOne(one, intake));
  return parseOne(payload, intake);
}

function parseOne(payload: unknown, intake: Intake): ParsedElement[] {
  const parsed = envelope.safeParse(payload);
  if (!parsed.success) throw new UnreadablePayload('This is no webhook of Meta');
  const { object, entry: entries } = parsed.data;
  if (object !== 'instagram')
    throw new UnreadablePayload(`A webhook about "${object.slice(0, 40)}": the app has to be subscribed for Instagram`);
  return entries.flatMap((raw) => parseEntry(raw, intake));
}

function parseEntry(raw: unknown, intake: Intake): ParsedElement[] {
  const parsed = entry.safeParse(raw);
  if (!parsed.success) return [{ unreadable: 'an entry that makes no sense', raw }];
  const { id, time, messaging, standby, changes } = parsed.data;
  const place: Place = { ...intake, entryId: id, entryTime: time };
  return [
    ...eachOf(messaging, (item) => parseEvent(item, place)),
    ...eachOf(standby, (item) => parseEvent(item, place)),
    ...eachOf(changes, (item) => parseChange(item, place)),
  ];
}

interface Place extends Intake {
  entryId: string | undefined;
  entryTime: unknown;
}

function eachOf(list: unknown, parse: (raw: unknown) => ParsedElement[]): ParsedElement[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return [{ unreadable: 'a list of events that is none', raw: list }];
  return list.flatMap(parse);
}

/** Some versions bring messages as changes of a field; comments and mentions come that way as well, and are no conversations. */
function parseChange(raw: unknown, place: Place): ParsedElement[] {
  const parsed = change.safeParse(raw);
  if (!parsed.success) return [{ unreadable: 'a change that makes no sense', raw }];
  return messagingItem.safeParse(parsed.data.value).success ? parseEvent(parsed.data.value, place) : [];
}

function parseEvent(raw: unknown, place: Place): ParsedElement[] {
  try {
    const item = messagingItem.parse(raw);
    if (!isOurs(item, place)) return [];
    const at = toMoment(item.timestamp, () => toMoment(place.entryTime, place.now));
    return parseItem(item, { accountId: place.accountId, at }).map((event) => ({ event }));
  } catch (error) {
    if (isWithoutSender(raw)) return [];
    return [{ unreadable: wordsOf(error), raw }];
  }
}

/** By the entry, or by whoever is written to: an app tied to a page may name the page in the entry. */
function isOurs({ sender, recipient }: z.infer<typeof messagingItem>, { accountId, entryId }: Place): boolean {
  return [entryId, sender.id, recipient.id].includes(accountId);
}

/** Notices about the app's own standing (`app_roles`) name nobody who wrote. */
function isWithoutSender(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && !('sender' in raw) && 'app_roles' in raw;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}
