import { z } from 'zod';

// Queries, forms and multipart carry everything as text; JSON bodies carry the types themselves. Both are read alike.
const fromText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
};

/** A whole number. */
export const integer = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  z.number().int(),
);

/** Any number. */
export const decimal = z.preprocess((value) => (typeof value === 'string' && value !== '' ? Number(value) : value), z.number());

/** A flag. */
export const flag = z.preprocess((value) => {
  if (value === 'true' || value === 'True' || value === '1' || value === 1) return true;
  return value === 'false' || value === 'False' || value === '0' || value === 0 || value === '' ? false : value;
}, z.boolean());

/** Text; numbers are taken as their digits. */
export const string = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string());

/** A value of this shape, as itself or as JSON text. */
export const json = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(fromText, schema);

/** A chat's id; a public name is taken too, and then found by nobody. */
export const chatId = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  z.union([z.number().int(), z.string().min(1)]),
);

/** Formatting as the Bot API takes it. */
export const entities = json(
  z.array(
    z.object({
      type: z.string(),
      offset: z.number(),
      length: z.number(),
      url: z.string().optional(),
      user: z.object({ id: z.number(), is_bot: z.boolean(), first_name: z.string() }).optional(),
      language: z.string().optional(),
      custom_emoji_id: z.string().optional(),
    }),
  ),
);

/** An object whose fields are kept as they are. */
export const object = json(z.record(z.string(), z.unknown()));
