import { z } from 'zod';
import { id, moment } from '../fields.ts';
import { fieldKey, fieldValue } from './custom-fields.ts';

/**
 * How well a person is known. `anonymous`: a browser and nothing else, its name made up by the hub. `lead`: gave a name, phone or
 * e-mail by a form, or wrote from a messenger whose profile says who it is. `known`: the workspace says who it is, by an external user
 * id (`externalUserId`, from verified widget login, import or API) or because a colleague created or confirmed the contact.
 */
export const contactKind = z.enum(['anonymous', 'lead', 'known']);
export type ContactKind = z.infer<typeof contactKind>;

/** The order of a list: newest created first, by name from A, or who wrote last first (who never wrote counts from their creation). */
export const contactSort = z.enum(['newest', 'name', 'lastMessage']);
export type ContactSort = z.infer<typeof contactSort>;

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const fieldFilter = z.record(fieldKey, fieldValue);

/** In a query it is JSON: `fields={"plan":"pro"}`; in a stored filter it is the object. */
const fieldsInText = z
  .string()
  .max(2000)
  .transform((text, context) => {
    try {
      const parsed: unknown = JSON.parse(text);
      return parsed;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON such as {"plan":"pro"}' });
      return z.NEVER;
    }
  })
  .pipe(fieldFilter);

/** What a list, a count, an export or a saved view of contacts is narrowed by; all that is given must hold. */
export const contactFilters = z.object({
  /** Every word must begin a word of name, username, phone, e-mail or external user id. */
  q: z.string().trim().min(1).max(200).optional(),
  kind: contactKind.optional(),
  tag: z.string().trim().min(1).max(50).optional(),
  blocked: flag.optional(),
  /** Has an account on this channel. */
  channel: id.optional(),
  /** Has an account at this provider, such as telegram. */
  provider: z.string().min(1).max(50).optional(),
  language: z.string().min(2).max(35).optional(),
  createdAfter: moment.optional(),
  createdBefore: moment.optional(),
  lastMessageAfter: moment.optional(),
  lastMessageBefore: moment.optional(),
  /** Custom fields by key, each with exactly this value (texts compare without case). */
  fields: z.union([fieldFilter, fieldsInText]).optional(),
});
export type ContactFilters = z.output<typeof contactFilters>;
