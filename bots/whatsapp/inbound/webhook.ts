import { z } from 'zod';

/** A webhook's body; entries and changes stay unparsed, so that a poison one must not hide its neighbours. */
export const webhookBody = z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(z.unknown()) });
export const webhookEntry = z.looseObject({ changes: z.array(z.unknown()) });
export const webhookChange = z.looseObject({ field: z.string(), value: z.unknown() });

/** Which of our numbers a change speaks of. */
const metadata = z.object({ phone_number_id: z.string(), display_phone_number: z.string().optional() });

/** What comes under `messages`, `smb_message_echoes` and `message_echoes`: any of the lists, with their elements unparsed. */
export const messagesValue = z.looseObject({
  metadata,
  contacts: z.array(z.unknown()).optional(),
  messages: z.array(z.unknown()).optional(),
  message_echoes: z.array(z.unknown()).optional(),
  statuses: z.array(z.unknown()).optional(),
});

/** Seconds since 1970, which WhatsApp writes as a string. */
const seconds = z
  .union([z.string().regex(/^\d{1,11}$/), z.number().int().nonnegative()])
  .transform((value) => new Date(Number(value) * 1000));

/** Who wrote, beside the message itself. Since users may hide their number behind a username, either id may be missing. */
export const contactCard = z.object({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  parent_user_id: z.string().optional(),
  profile: z.object({ name: z.string().optional(), username: z.string().optional() }).optional(),
});
export type ContactCard = z.infer<typeof contactCard>;

/** Ids under which one person may be known: phone number, business-scoped id, and the id that several businesses of one owner share. */
export interface PersonIds {
  phone?: string | undefined;
  userId?: string | undefined;
  parentId?: string | undefined;
}

/** What is read before a message's kind is known; the rest stays for the kinds to parse. */
export const messageEnvelope = z.looseObject({
  id: z.string().min(1),
  timestamp: seconds,
  type: z.string(),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  from_parent_user_id: z.string().optional(),
  to: z.string().optional(),
  to_user_id: z.string().optional(),
  to_parent_user_id: z.string().optional(),
  group_id: z.string().optional(),
  context: z
    .object({
      id: z.string().optional(),
      forwarded: z.boolean().optional(),
      frequently_forwarded: z.boolean().optional(),
      referred_product: z.object({ product_retailer_id: z.string().optional() }).optional(),
    })
    .optional(),
  referral: z.unknown().optional(),
  errors: z.array(z.unknown()).optional(),
});
export type MessageEnvelope = z.infer<typeof messageEnvelope>;

/** What became of a message of ours. */
export const messageStatus = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  timestamp: seconds,
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  recipient_type: z.string().optional(),
  errors: z.array(z.unknown()).optional(),
  biz_opaque_callback_data: z.string().optional(),
});
