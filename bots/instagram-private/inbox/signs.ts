import { z } from 'zod';

const digits = z.union([z.string().min(1).max(200), z.number().int().nonnegative().transform(String)]);

/** An id as Instagram writes it, as text or number. */
export const anId = digits;

/** A person of a chat, as we hand it on. */
export const person = z.object({
  pk: anId,
  username: z.string().default(''),
  full_name: z.string().default(''),
  profile_pic_url: z.string().optional(),
});

/** A chat, as far as its messages need it. */
export const chat = z.object({ id: z.string().min(1), people: z.array(person) });
export type Chat = z.infer<typeof chat>;

const where = { viewer: z.string(), chat };

/** What a look into the inbox found: the payload that goes to the hub, element by element. `item` is as Instagram wrote it. */
export const sign = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), ...where, item: z.unknown() }),
  z.object({ kind: z.literal('edited'), ...where, item: z.unknown(), at: z.number() }),
  z.object({ kind: z.literal('gone'), ...where, itemIds: z.array(z.string()).min(1), at: z.number() }),
  z.object({ kind: z.literal('reactions'), ...where, itemId: z.string(), by: z.string(), emojis: z.array(z.string()), at: z.number() }),
  z.object({ kind: z.literal('seen'), ...where, by: z.string(), itemId: z.string(), at: z.number() }),
  z.object({ kind: z.literal('unreadable'), raw: z.unknown() }),
]);
export type Sign = z.infer<typeof sign>;
