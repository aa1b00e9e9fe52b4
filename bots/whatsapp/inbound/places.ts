import { z } from 'zod';
import type { Location, SharedContact } from '../../contract/content.ts';

const place = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
  url: z.string().optional(),
});

const card = z.object({
  name: z.object({ formatted_name: z.string().optional(), first_name: z.string().optional(), last_name: z.string().optional() }).optional(),
  phones: z.array(z.object({ phone: z.string().optional(), wa_id: z.string().optional() })).optional(),
  emails: z.array(z.object({ email: z.string().optional() })).optional(),
  org: z.object({ company: z.string().optional() }).optional(),
});

/** A shared place. */
export function readLocation(raw: unknown): Location {
  const { latitude, longitude, name, address, url } = place.parse(raw);
  return { latitude, longitude, ...(name && { name }), ...(address && { address }), ...(url && { url }) };
}

/** Shared cards of people. */
export function readCards(raw: unknown): SharedContact[] {
  return z
    .array(card)
    .min(1)
    .parse(raw)
    .map(({ name, phones, emails, org }) => ({
      name: name?.formatted_name ?? ([name?.first_name, name?.last_name].filter(Boolean).join(' ') || (org?.company ?? '')),
      phones: (phones ?? []).flatMap(({ phone, wa_id }) => phone ?? (wa_id === undefined ? [] : `+${wa_id}`)),
      emails: (emails ?? []).flatMap(({ email }) => email ?? []),
    }));
}
