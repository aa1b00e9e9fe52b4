import { z } from 'zod';

/** One of our ids: 24 hex digits. */
export const id = z.string().regex(/^[0-9a-f]{24}$/, 'must be an id of 24 hex digits');

/** The secret part of a one-time link: 32 bytes in base64url. */
export const linkToken = z.string().regex(/^[\w-]{43}$/, 'must be the secret of a link');

/** A moment, ISO 8601 in UTC. */
export const moment = z.iso.datetime();

/** The paging part of every list's query. */
export const paging = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of a list: `nextCursor` is null at the end. */
export function pageOf<View extends z.ZodType>(view: View) {
  return z.object({ items: z.array(view), nextCursor: z.string().nullable() });
}

/** A number that is counted up to 99: `isCapped` says that there are more, shown as `99+`. */
export const cappedCount = z.object({ count: z.number().int(), isCapped: z.boolean() });
export type CappedCount = z.infer<typeof cappedCount>;

/** An IANA time zone name that this runtime knows. */
export const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');

/** The languages the product speaks. */
export const language = z.enum(['en', 'ru']);
export type Language = z.infer<typeof language>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
