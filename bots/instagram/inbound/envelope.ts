import { z } from 'zod';

/** Ids are strings; one that came as a number becomes one. */
const id = z.union([z.string().min(1).max(512), z.number().int().nonnegative().transform(String)]);

/** Whoever wrote, and whom. */
const party = z.object({ id });

/** One event of a webhook, before its kind is looked at; the rest stays for the kinds to parse. */
export const messagingItem = z.looseObject({
  sender: party,
  recipient: party,
  timestamp: z.unknown().optional(),
});
export type MessagingItem = z.infer<typeof messagingItem>;

const mid = id;

/** What hangs on a message. The payload may be missing, and so may its address. */
export const attachment = z.object({
  type: z.string().min(1).max(100),
  payload: z
    .looseObject({
      url: z.string().max(8192).optional(),
      title: z.string().optional(),
      product: z.unknown().optional(),
      generic: z.unknown().optional(),
    })
    .nullish()
    .transform((payload) => payload ?? {}),
});
export type InstagramAttachment = z.infer<typeof attachment>;

/** Where a customer came from: an advert, a link, a product. */
export const referral = z.object({
  source: z.string().optional(),
  type: z.string().optional(),
  ref: z.string().optional(),
  ad_id: id.optional(),
  ads_context_data: z
    .object({ ad_title: z.string().optional(), photo_url: z.string().optional(), video_url: z.string().optional() })
    .optional(),
  product: z.object({ id: id.optional() }).optional(),
  referer_uri: z.string().optional(),
});
export type InstagramReferral = z.infer<typeof referral>;

/** `message` of an event. */
export const message = z.object({
  mid,
  text: z.string().optional(),
  attachments: z.array(attachment).max(100).optional(),
  reply_to: z
    .object({ mid: mid.optional(), story: z.object({ id: id.optional(), url: z.string().max(8192).optional() }).optional() })
    .optional(),
  quick_reply: z.object({ payload: z.string() }).optional(),
  referral: referral.optional(),
  is_echo: z.boolean().optional(),
  is_deleted: z.boolean().optional(),
  is_unsupported: z.boolean().optional(),
});
export type InstagramMessage = z.infer<typeof message>;

/** `postback`: a pressed button or icebreaker; on standby without its payload. */
export const postback = z.object({
  mid: mid.optional(),
  title: z.string().optional(),
  payload: z.string().optional(),
  referral: referral.optional(),
});

/** `reaction`. */
export const reaction = z.object({ mid, action: z.string(), reaction: z.string().optional(), emoji: z.string().max(64).optional() });

/** `read`: a message, or a moment, up to which everything was seen. */
export const read = z.object({ mid: mid.optional(), watermark: z.union([z.number(), z.string()]).optional() });

/** `delivery`: rare on Instagram. */
export const delivery = z.object({ mids: z.array(mid).max(1000).default([]) });

/** `message_edit`. */
export const messageEdit = z.object({ mid, text: z.string().default(''), num_edit: z.coerce.number().optional() });
