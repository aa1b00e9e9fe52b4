import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** An id as WhatsApp Web serializes it: a text, or an object that carries it. */
const wid = z
  .union([z.string(), z.looseObject({ _serialized: z.string() }).transform((id) => id._serialized)])
  .optional()
  .catch(undefined);

/** Who a chat is with: the id it goes under now, and the phone's and the LID's ids as far as they are known. */
export const peer = z.object({
  remote: z.string().min(3),
  phone: z.string().optional(),
  lid: z.string().optional(),
  /** As the account has them in its contacts. */
  name: z.string().optional(),
});
export type Peer = z.infer<typeof peer>;

const key = z.object({ fromMe: z.boolean(), id: z.string().min(1) });

/** The fields of a message that are read; what does not fit its type counts as absent. */
export const rawMessage = z.object({
  id: key,
  type: z.string().min(1),
  /** Seconds since the epoch. */
  t: z.number().int().positive().max(8_640_000_000),
  body: text,
  caption: text,
  notifyName: text,
  hasMedia: flag,
  mimetype: text,
  filename: text,
  size: number,
  duration: z.union([z.number(), z.string()]).optional().catch(undefined),
  isGif: flag,
  isViewOnce: flag,
  isForwarded: flag,
  lat: number,
  lng: number,
  loc: text,
  clientUrl: text,
  vcardList: z
    .array(z.object({ vcard: z.string() }))
    .optional()
    .catch(undefined),
  quotedStanzaID: text,
  quotedParticipant: wid,
  quotedMsg: z.object({ type: text, body: text, caption: text }).optional().catch(undefined),
  selectedButtonId: text,
  selectedRowId: text,
  listTitle: text,
  listDescription: text,
  pollName: text,
  pollOptions: z
    .array(z.object({ name: z.string() }))
    .optional()
    .catch(undefined),
  eventName: text,
  title: text,
  description: text,
  orderId: text,
  inviteGrpName: text,
  inviteCode: text,
});
export type RawMessage = z.infer<typeof rawMessage>;

/** One thing that happened in a chat, as the worker hands it over. */
export const happening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), peer, message: rawMessage }),
  z.object({ kind: z.literal('edit'), peer, message: rawMessage, editedAt: z.number() }),
  z.object({ kind: z.literal('revoke'), peer, key, at: z.number() }),
  z.object({ kind: z.literal('reaction'), peer, key, text: z.string(), at: z.number() }),
  z.object({ kind: z.literal('ack'), peer, id: z.string().min(1), ack: z.number().int().min(-1).max(4), at: z.number() }),
]);
export type Happening = z.infer<typeof happening>;

/** What `deliver` carries. */
export const payload = z.object({ events: z.array(z.unknown()) });
