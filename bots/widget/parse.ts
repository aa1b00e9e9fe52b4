import { z } from 'zod';
import { UnreadablePayload } from '../contract/error.ts';
import { inboundEvent, type ParsedElement } from '../contract/inbound.ts';

/** What a visitor did, as the hub's own API hands it over, or as a receipt keeps it: there a moment is a text. */
const payload = z.object({ events: z.array(z.unknown()) });
const moments = ['sentAt', 'editedAt', 'deletedAt', 'at'] as const;

/** A kind that this version does not know, of somebody it can name. */
const unknownMessage = z.object({
  type: z.literal('message'),
  kind: z.string(),
  chatId: z.string(),
  externalId: z.string(),
  sender: z.object({ externalId: z.string(), name: z.string() }),
});

/** Reads events of the widget one by one. Throws UnreadablePayload for what is no list of events at all. */
export function parseEvents(given: unknown, now: () => Date): ParsedElement[] {
  const read = payload.safeParse(given);
  if (!read.success) throw new UnreadablePayload('it is no list of events of the widget', { cause: read.error });
  return read.data.events.map((element) => parseElement(element, now));
}

function parseElement(element: unknown, now: () => Date): ParsedElement {
  const unknown = unknownMessage.safeParse(element);
  if (unknown.success) {
    const { kind, ...message } = unknown.data;
    const content = { text: '', format: 'plain' as const, attachments: [], unsupported: true, unsupportedType: kind };
    return { event: { ...message, sentAt: now(), content } };
  }
  const event = inboundEvent.safeParse(withMoments(element));
  return event.success ? { event: event.data } : { unreadable: z.prettifyError(event.error), raw: element };
}

function withMoments(element: unknown): unknown {
  if (typeof element !== 'object' || element === null) return element;
  const entries: [string, unknown][] = Object.entries(element);
  const isMoment = (key: string) => moments.some((moment) => moment === key);
  return Object.fromEntries(entries.map(([key, value]) => [key, isMoment(key) && typeof value === 'string' ? new Date(value) : value]));
}
