import { z } from 'zod';

const id = z.number().int();

/** What every event has; what it is about stays unparsed until its type is known. Old versions of the API have no `event_id`. */
export const vkEvent = z.looseObject({
  type: z.string(),
  group_id: id.optional(),
  event_id: z.string().optional(),
  secret: z.string().optional(),
  object: z.unknown(),
});
export type VkEvent = z.infer<typeof vkEvent>;

/** The kinds we ask for. */
export const eventTypes = [
  'message_new',
  'message_reply',
  'message_edit',
  'message_event',
  'message_allow',
  'message_deny',
  'message_read',
  'message_typing_state',
  'message_reaction_event',
] as const;

/** The parameters of the settings that ask for them. */
export function wantedEvents(): Record<string, number> {
  return Object.fromEntries(eventTypes.map((type) => [type, 1]));
}

/** What is read of a message before its files are; VK leaves out what is not there, or sends an empty object. */
export const vkMessage = z.looseObject({
  id: id.default(0),
  date: z.number(),
  from_id: id,
  peer_id: id,
  conversation_message_id: id.positive(),
  text: z.string().default(''),
  out: z.number().optional(),
  random_id: z.number().optional(),
  admin_author_id: z.number().optional(),
  update_time: z.number().optional(),
  payload: z.string().optional(),
  ref: z.string().optional(),
  ref_source: z.string().optional(),
  attachments: z.array(z.unknown()).default([]),
  fwd_messages: z.array(z.unknown()).default([]),
  reply_message: z.object({ conversation_message_id: id.optional(), text: z.string().optional() }).optional().catch(undefined),
  geo: z.unknown().optional(),
  action: z.unknown().optional(),
  format_data: z.unknown().optional(),
  is_cropped: z.boolean().optional(),
});
export type VkMessage = z.infer<typeof vkMessage>;

/** From 5.103 on a new message comes with what the customer's app can do; before, it came alone. */
export const newMessage = z.union([z.object({ message: vkMessage }).transform(({ message }) => message), vkMessage]);

/** A pressed callback button. Its payload comes as an object, by the documentation as text. */
export const pressedButton = z.object({
  user_id: id,
  peer_id: id,
  event_id: z.string().min(1),
  payload: z.unknown(),
  conversation_message_id: id.optional(),
});

/** Messages allowed or denied. */
export const consent = z.object({ user_id: id });

/** Read up to a message. */
export const readMark = z.object({ from_id: id, peer_id: id, conversation_message_id: id.optional() });

/** Somebody types. */
export const typingSign = z.object({ from_id: id, to_id: id });

/** A reaction, or (without its number) that it was taken back. */
export const reactionSign = z.object({ reacted_id: id, peer_id: id, cmid: id, reaction_id: z.number().int().optional() });

/** Peers from here on are chats of many. */
export const chatOffset = 2_000_000_000;
