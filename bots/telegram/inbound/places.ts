import { z } from 'zod';
import type { Location, SharedContact } from '../../contract/content.ts';

const point = z.object({ latitude: z.number(), longitude: z.number() });
const venue = z.object({ location: point, title: z.string(), address: z.string() });
const contact = z.object({
  phone_number: z.string(),
  first_name: z.string(),
  last_name: z.string().optional(),
  vcard: z.string().optional(),
});

/** A shared place; a venue has a name and an address, and comes with a plain location for old apps. */
export function readLocation(message: Record<string, unknown>): Location | undefined {
  if (message['venue'] !== undefined) {
    const { location, title, address } = venue.parse(message['venue']);
    return { ...pick(location), name: title, address };
  }
  return message['location'] === undefined ? undefined : pick(point.parse(message['location']));
}

function pick({ latitude, longitude }: z.infer<typeof point>): Location {
  return { latitude, longitude };
}

/** A shared card of a person; a vCard may hold more numbers than Telegram's own field. */
export function readContact(message: Record<string, unknown>): SharedContact | undefined {
  if (message['contact'] === undefined) return undefined;
  const { phone_number, first_name, last_name, vcard = '' } = contact.parse(message['contact']);
  const phones = [phone_number, ...vcardValues(vcard, 'TEL')].map((phone) => phone.replace(/^tel:/i, ''));
  return {
    name: [first_name, last_name].filter(Boolean).join(' '),
    phones: phones.filter((phone, place) => phones.findIndex((other) => digits(other) === digits(phone)) === place),
    emails: [...new Set(vcardValues(vcard, 'EMAIL'))],
  };
}

/** Values of one property of a vCard (RFC 6350): folded lines are joined, groups (`item1.TEL`) and parameters are passed over. */
function vcardValues(vcard: string, property: string): string[] {
  const line = new RegExp(`^(?:[\\w-]+\\.)?${property}(?:;[^:]*)?:(.+)$`, 'i');
  return vcard
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((one) => line.exec(one)?.[1]?.trim() ?? []);
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
